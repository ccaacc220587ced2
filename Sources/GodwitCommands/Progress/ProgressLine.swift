internal import MailCore
internal import MailboxMigration

/// The words of a running migration.
struct ProgressLine: Sendable {
    let language: Language

    /// Such as `Archive/2019  1,234/5,000  412 msg/s  26.1 MB/s  0:09 left`, cut to the width from the folder's side.
    func text(_ snapshot: (state: ProgressState, rate: ProgressRate), width: Int) -> String {
        let state = snapshot.state
        if let wait = state.waitsForMilliseconds {
            return LocalizedText(
                "Connection lost; trying again in \(wait / 1_000) s", zhHans: "连接中断，\(wait / 1_000) 秒后重试"
            ).text(in: language)
        }
        var parts = ["\(Quantity.count(state.done))/\(Quantity.count(max(state.total, state.done)))"]
        if let rate = snapshot.rate.perSecond {
            parts.append(
                LocalizedText("\(Int(rate.messages)) msg/s", zhHans: "\(Int(rate.messages)) 封/秒").text(in: language))
            parts.append("\(Quantity.bytes(rate.bytes))/s")
        }
        if let seconds = snapshot.rate.secondsLeft(for: max(0, state.total - state.done)) {
            let time = Quantity.clock(seconds: seconds)
            parts.append(LocalizedText("\(time) left", zhHans: "剩余 \(time)").text(in: language))
        }
        if state.failed > 0 {
            parts.append(LocalizedText("\(state.failed) failed", zhHans: "\(state.failed) 失败").text(in: language))
        }
        if state.isProving { parts.append(LocalizedText("checking", zhHans: "验证中").text(in: language)) }
        let facts = parts.joined(separator: "  ")
        let room = width - facts.terminalWidth - 2
        guard room >= 4 else { return facts }
        return Self.cut(DisplayText.clean(state.folder), to: room) + "  " + facts
    }

    /// What is worth a line of its own.
    func note(about event: MigrationEvent) -> String? {
        switch event {
        case .failed(let mailbox, let uid, let code, let words):
            "✗ \(DisplayText.clean(mailbox)) UID \(uid): \(code)" + (words.isEmpty ? "" : " – \(DisplayText.clean(words))")
        case .mailboxFailed(let name, let code, let words):
            "✗ \(DisplayText.clean(name)): \(code) – \(DisplayText.clean(words))"
        case .planned, .mailboxStarted, .adopted, .copied, .proving, .proven, .mailboxFinished, .waiting:
            nil
        }
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard text.terminalWidth > width else { return text }
        var result = text[...]
        while result.terminalWidthWithEllipsis > width, !result.isEmpty { result.removeLast() }
        return result + "…"
    }
}

extension Substring {
    fileprivate var terminalWidthWithEllipsis: Int { String(self).terminalWidth + 1 }
}
