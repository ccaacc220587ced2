internal import MailCore
internal import MailboxMigration

/// The words of a running migration.
struct ProgressLine: Sendable {
    let language: Language
    /// Where the accounts are, for people who have several.
    var hosts: [MigrationSide: String] = [:]

    /// After this many seconds without an event a person begins to wonder.
    private static let quietLimit = 10
    /// Least cells in which a folder's name says anything.
    private static let leastName = 6

    /// One line of at most this many cells, such as
    /// `24%  1,234/5,000  412 msg/s  26.1 MB/s  3 min left  4 folders: Archive/2019 812/2,000`. What does not fit is
    /// left out, the least telling first; a folder's name is cut.
    func text(_ snapshot: ProgressSnapshot, width: Int) -> String {
        let state = snapshot.state
        if let wait = state.wait { return Self.cut(waiting(wait, seconds: snapshot.waitSeconds), to: width) }
        if state.isFollowing {
            return Self.cut(
                say("Up to date; waiting for new mail. Ctrl-C ends.", "已是最新，正在等待新邮件。按 Ctrl-C 结束。"), to: width)
        }
        guard state.isPlanned else { return Self.cut(say("Looking at both accounts …", "正在查看两个账户……"), to: width) }
        let all = [
            percent(state), "\(Quantity.count(state.done))/\(Quantity.count(max(state.total, state.done)))",
            messagesPerSecond(snapshot), bytesPerSecond(snapshot), timeLeft(snapshot), failed(state), quiet(snapshot),
        ]
        // The places of what is left out one after the other while the line is too long.
        for dropped in [[], [2], [2, 3], [0, 2, 3], [0, 2, 3, 6]] {
            let facts = all.enumerated().compactMap { dropped.contains($0.offset) ? nil : $0.element }
                .joined(separator: "  ")
            guard facts.terminalWidth <= width else { continue }
            let room = width - facts.terminalWidth - 2
            return folders(state, width: room).map { facts + "  " + $0 } ?? facts
        }
        return Self.cut(all[1] ?? "", to: width)
    }

    /// What is worth a line of its own.
    func note(about event: MigrationEvent) -> String? {
        switch event {
        case .failed(let mailbox, let uid, let code, let words):
            "✗ \(DisplayText.clean(mailbox)) UID \(uid): \(meaning(of: code))"
                + (words.isEmpty ? "" : " – \(DisplayText.clean(words))")
        case .mailboxFailed(let name, let code, let words):
            "✗ \(DisplayText.clean(name)): \(meaning(of: code))"
                + (words.isEmpty ? "" : " – \(DisplayText.clean(words))")
        case .doublesRemoved(let mailbox, let messages):
            "\(DisplayText.clean(mailbox)): "
                + say(
                    "\(messages) messages of an interrupted run arrived late and twice; one of each was removed again.",
                    "\(messages) 封邮件在上次中断后迟到，出现了两份；多余的一份已移除。")
        case .doubled(let mailbox, let messages):
            "! \(DisplayText.clean(mailbox)): "
                + say(
                    "\(messages) messages of an interrupted run arrived late and are there twice; this server cannot remove single messages.",
                    "\(messages) 封邮件在上次中断后迟到，现有两份；该服务器不能移除单封邮件。")
        case .flagsUpdated(let mailbox, let messages):
            "\(DisplayText.clean(mailbox)): "
                + say("the flags of \(messages) messages were updated.", "已更新 \(messages) 封邮件的标记。")
        case .moved(let mailbox, let origin, let messages):
            "\(DisplayText.clean(origin)) → \(DisplayText.clean(mailbox)): "
                + say("\(messages) messages were moved, as at the old account.", "已移动 \(messages) 封邮件，与旧账户一致。")
        case .deleted(let mailbox, let messages):
            "\(DisplayText.clean(mailbox)): "
                + say(
                    "\(messages) messages were deleted at the new account, as at the old one.",
                    "已从新账户删除 \(messages) 封邮件，与旧账户一致。")
        case .deletionsWithheld(let messages, let reason): "! " + withheld(messages, reason)
        case .sourceDeletion(let deletion):
            (deletion.failure == nil ? "" : "! ")
                + SourceDeletionWording(deletion).lines.map { $0.text(in: language) }.joined(separator: say(" ", ""))
        case .sourceExpires(let days): "! " + SourceDeletionWording.expiry(days: days).text(in: language)
        case .waiting(let milliseconds, let side, .throttled(let words)):
            throttled(side, seconds: milliseconds / 1_000) + (words.isEmpty ? "" : " – \(DisplayText.clean(words))")
        case .planned, .mailboxStarted, .adopted, .copied, .proving, .proven, .mailboxFinished, .waiting, .following:
            nil
        }
    }

    private func withheld(_ messages: Int, _ reason: DeletionObstacle) -> String {
        switch reason {
        case .tooMany:
            say(
                "\(messages) messages were deleted at the old account, more than --mirror-deletions allows: none of them was deleted at the new one. If all of them may go, run again with a larger number.",
                "旧账户中删除了 \(messages) 封邮件，超过 --mirror-deletions 允许的数目：新账户中一封也没有删除。如果确实要全部删除，请用更大的数目重新运行。")
        case .notOffered:
            say(
                "\(messages) messages were deleted at the old account; the new server cannot remove single messages (no UIDPLUS), so they stay there. Delete them with a mail program.",
                "旧账户中删除了 \(messages) 封邮件；新服务器不能移除单封邮件（不支持 UIDPLUS），因此它们仍在新账户中。请用邮件程序删除。")
        case .foldersRefused:
            say(
                "\(messages) messages that are gone at the old account were not deleted at the new one, because some folders could not be opened and may hold them now. Run again when they can.",
                "旧账户中已不存在的 \(messages) 封邮件没有从新账户删除，因为有些文件夹打不开，邮件可能已移到其中。待能打开后请重新运行。")
        }
    }

    private func meaning(of code: DiagnosticCode) -> String { FailureAdvice(for: code).meaning.text(in: language) }

    private func waiting(_ wait: ProgressState.Wait, seconds: Int) -> String {
        switch wait.reason {
        case .throttled: throttled(wait.side, seconds: seconds)
        case .connectionLost:
            account(wait.side)
                + say("connection lost, trying again in \(seconds) s", "连接中断，\(seconds) 秒后重试")
        case .noAccessToken:
            account(wait.side)
                + say("no access token just now, trying again in \(seconds) s", "暂时无法取得访问令牌，\(seconds) 秒后重试")
        case .unavailable:
            account(wait.side)
                + say("no message taken just now, trying again in \(seconds) s", "暂时不接收邮件，\(seconds) 秒后重试")
        case .loginDelay:
            account(wait.side)
                + say("the server wants time between two logins, \(seconds) s left", "服务器要求两次登录之间有间隔，还需 \(seconds) 秒")
        case .settling:
            account(wait.side) + say("still storing what was sent before", "仍在保存之前发送的邮件")
        }
    }

    private func throttled(_ side: MigrationSide, seconds: Int) -> String {
        let time = Quantity.about(seconds: seconds, in: language)
        return account(side) + say("the server asks to wait \(time)", "服务器要求等待\(time)")
    }

    /// Which account it is about, up to the colon.
    private func account(_ side: MigrationSide) -> String {
        let host = hosts[side].map(HostName.display)
        let name = side == .source ? say("Old account", "旧账户") : say("New account", "新账户")
        return name + (host.map { say(" (\($0))", "（\($0)）") } ?? "") + say(": ", "：")
    }

    private func percent(_ state: ProgressState) -> String? {
        guard state.total > 0 else { return nil }
        // Rounded down: 100 % means everything.
        return "\(min(state.done, state.total) * 100 / state.total)%"
    }

    private func messagesPerSecond(_ snapshot: ProgressSnapshot) -> String? {
        guard let rate = snapshot.perSecond?.messages, rate > 0 else { return nil }
        let number = rate < 10 ? "\((rate * 10).rounded() / 10)" : Quantity.count(Int(rate))
        return say("\(number) msg/s", "\(number) 封/秒")
    }

    private func bytesPerSecond(_ snapshot: ProgressSnapshot) -> String? {
        guard let rate = snapshot.perSecond?.bytes, rate > 0 else { return nil }
        return "\(Quantity.bytes(rate))/s"
    }

    private func timeLeft(_ snapshot: ProgressSnapshot) -> String? {
        guard let seconds = snapshot.secondsLeft, snapshot.state.done < snapshot.state.total else { return nil }
        let time = Quantity.about(seconds: seconds, in: language)
        return say("\(time) left", "剩余\(time)")
    }

    private func failed(_ state: ProgressState) -> String? {
        guard state.failed > 0 else { return nil }
        return say("\(Quantity.count(state.failed)) failed", "\(Quantity.count(state.failed)) 失败")
    }

    private func quiet(_ snapshot: ProgressSnapshot) -> String? {
        let seconds = snapshot.quietSeconds
        guard seconds >= Self.quietLimit, snapshot.state.done < snapshot.state.total else { return nil }
        return say("last message \(seconds) s ago", "上一封在 \(seconds) 秒前")
    }

    /// How many folders are under way, and the largest by name; nil when there is no room for them.
    private func folders(_ state: ProgressState, width: Int) -> String? {
        guard let largest = state.largest else { return nil }
        let count = Quantity.count(state.runningFolders)
        let before = state.runningFolders > 1 ? say("\(count) folders: ", "\(count) 个文件夹：") : ""
        let after =
            largest.isProving
            ? say(" checking", " 验证中")
            : " \(Quantity.count(largest.done))/\(Quantity.count(max(largest.messages, largest.done)))"
        let room = width - before.terminalWidth - after.terminalWidth
        guard room >= min(Self.leastName, largest.name.terminalWidth) else {
            return before.terminalWidth <= width && !before.isEmpty
                ? String(before.dropLast(before.hasSuffix(" ") ? 2 : 1)) : nil
        }
        return before + Self.cut(DisplayText.clean(largest.name), to: room) + after
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard text.terminalWidth > width else { return text }
        var result = text[...]
        while result.terminalWidth + 1 > width, !result.isEmpty { result.removeLast() }
        return result + "…"
    }

    private func say(_ english: String, _ simplifiedChinese: String) -> String {
        LocalizedText(english, zhHans: simplifiedChinese).text(in: language)
    }
}
