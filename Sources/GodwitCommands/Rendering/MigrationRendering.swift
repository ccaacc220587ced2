internal import MailCore
internal import MailboxMigration

/// A migration's report for people.
struct MigrationRendering {
    let language: Language
    let terminal: Terminal

    /// Most failures listed; the rest is counted.
    private static let listedFailures = 20

    func text(of report: MigrationReport) -> String {
        table(of: report) + "\n" + summary(of: report) + failures(of: report) + droppedFlags(of: report)
            + mismatches(of: report)
    }

    /// A few lines: how much, how fast, what was proven.
    func summary(of report: MigrationReport) -> String {
        var lines = [headline(of: report)]
        if report.outcome == .interrupted, report.total == 0 {
            lines.append(say("No mail has been looked at yet.", "尚未查看任何邮件。"))
            return paragraphs(lines)
        }
        let done = report.copied + report.alreadyThere
        lines.append(
            say(
                "\(Quantity.count(done)) of \(Quantity.count(report.total)) messages are at the new account: \(Quantity.count(report.copied)) copied (\(Quantity.bytes(Double(report.bytes)))), \(Quantity.count(report.alreadyThere)) there before.",
                "新账户中已有 \(Quantity.count(report.total)) 封中的 \(Quantity.count(done)) 封：复制 \(Quantity.count(report.copied)) 封（\(Quantity.bytes(Double(report.bytes)))），原已存在 \(Quantity.count(report.alreadyThere)) 封。"
            ))
        if report.skipped > 0 {
            let skipped = Quantity.count(report.skipped)
            lines.append(
                say(
                    "Left out by --since, --before or --max-size: \(skipped).",
                    "因 --since、--before 或 --max-size 而未复制：\(skipped) 封。"))
        }
        if let changes = changes(of: report) { lines.append(changes) }
        lines.append(proof(of: report))
        lines += report.pop3.map { POP3ReportWording($0).lines.map { $0.text(in: language) } } ?? []
        if report.elapsed > .zero {
            let seconds = Double(report.elapsed.milliseconds) / 1_000
            lines.append(say("This run took \(seconds) s.", "本次用时 \(seconds) 秒。"))
        }
        return paragraphs(lines)
    }

    private func headline(of report: MigrationReport) -> String {
        switch report.outcome {
        case .complete:
            terminal.styled(say("✓ Complete.", "✓ 全部完成。"), .green)
        case .interrupted where report.elapsed == .zero:
            terminal.styled(
                say(
                    "Not finished yet. If it has stopped, run the same command again.",
                    "尚未完成。如果已经停止，请重新运行同一命令。"), .yellow)
        case .interrupted:
            terminal.styled(
                say("Stopped. Run the same command to continue.", "已停止。重新运行同一命令即可继续。"), .yellow)
        case .incomplete:
            terminal.styled(
                say(
                    "✗ Not everything could be copied; nothing was lost at the old account.",
                    "✗ 有邮件未能复制；旧账户中的邮件没有任何丢失。"), .red)
        }
    }

    /// What was done to messages that were there before.
    private func changes(of report: MigrationReport) -> String? {
        let counts = [
            (report.flagsUpdated, say("with updated flags", "更新标记")), (report.moved, say("moved", "移动")),
            (report.deleted, say("deleted", "删除")),
            (report.deletionsWithheld, say("deleted at the old account and left here", "旧账户已删除而此处保留")),
        ].filter { $0.0 > 0 }
        guard !counts.isEmpty else { return nil }
        let list = counts.map { "\(Quantity.count($0.0)) \($0.1)" }.joined(separator: say(", ", "，"))
        return say("Of those that were there before: \(list).", "原有邮件中：\(list)。")
    }

    private func proof(of report: MigrationReport) -> String {
        guard report.proven + report.mismatched > 0 else {
            return say("Nothing was read back.", "没有读回验证。")
        }
        let proven = Quantity.count(report.proven)
        let what =
            report.proofLevel == .full
            ? say("every byte, flags and dates", "每个字节、标记和日期") : say("identifier, size, flags and dates", "标识、大小、标记和日期")
        return say("Proven by reading back: \(proven) (\(what)).", "读回验证：\(proven) 封（\(what)）。")
    }

    private func table(of report: MigrationReport) -> String {
        var table = TextTable()
        table.add([
            heading(say("Messages", "邮件")), heading(say("Copied", "复制")), heading(say("There", "原有")),
            heading(say("Failed", "失败")), heading(say("Proven", "验证")), TextTable.Cell(say("Folder", "文件夹"), .bold),
        ])
        for mailbox in report.mailboxes {
            let name = DisplayText.clean(mailbox.source)
            let target = DisplayText.clean(mailbox.target)
            table.add([
                number(mailbox.total), number(mailbox.copied), number(mailbox.alreadyThere),
                number(mailbox.failed, mailbox.failed > 0 ? .red : .plain), number(mailbox.proven),
                TextTable.Cell(name == target ? name : "\(name) → \(target)"),
            ])
        }
        return table.text(on: terminal)
    }

    /// Numbers stand under the right end of their headings.
    private static let numberWidth = 8

    private func heading(_ text: String) -> TextTable.Cell { TextTable.Cell(Self.padded(text), .bold) }

    private func number(_ value: Int, _ style: TextStyle = .plain) -> TextTable.Cell {
        TextTable.Cell(Self.padded(Quantity.count(value)), style)
    }

    private static func padded(_ text: String) -> String {
        text.paddedLeft(to: numberWidth)
    }

    private func failures(of report: MigrationReport) -> String {
        var lines: [String] = []
        var codes: [DiagnosticCode] = []
        for mailbox in report.mailboxes {
            guard let refusal = mailbox.refusal else { continue }
            codes.append(refusal.code)
            lines.append(
                "✗ \(DisplayText.clean(mailbox.source)): \(explain(refusal.code, refusal.serverText))")
        }
        for failure in report.failures.prefix(Self.listedFailures) {
            codes.append(failure.code)
            let size = Quantity.bytes(Double(failure.size))
            lines.append(
                "✗ \(DisplayText.clean(failure.mailbox)) \(name(failure.uid, failure.uniqueID)) (\(size)): \(explain(failure.code, failure.serverText))"
            )
        }
        if let more = more(than: report.failures.count, of: report.failed) { lines.append(more) }
        guard !lines.isEmpty else { return "" }
        lines += remedies(for: codes)
        lines.append(FailureAdvice.retry.text(in: language))
        return paragraphs(lines)
    }

    /// How the old server calls it.
    private func name(_ uid: UInt32, _ uniqueID: String?) -> String { uniqueID.map { "UIDL \($0)" } ?? "UID \(uid)" }

    private func explain(_ code: DiagnosticCode, _ serverText: String) -> String {
        let meaning = FailureAdvice(for: code).meaning.text(in: language)
        return serverText.isEmpty ? meaning : meaning + say(": ", "：") + DisplayText.clean(serverText)
    }

    /// Each once.
    private func remedies(for codes: [DiagnosticCode]) -> [String] {
        let advice = codes.compactMap { FailureAdvice(for: $0).remedy?.text(in: language) }
        return advice.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A folder a line, with the number of messages behind each flag.
    private func droppedFlags(of report: MigrationReport) -> String {
        let lines = report.mailboxes.filter { !$0.droppedFlags.isEmpty }.map { mailbox in
            let flags = mailbox.droppedFlags.map { "\(DisplayText.clean($0.name)) (\(Quantity.count($0.messages)))" }
            return "! \(DisplayText.clean(mailbox.source)): " + flags.joined(separator: ", ")
        }
        guard !lines.isEmpty else { return "" }
        return paragraphs([FailureAdvice.droppedFlags.text(in: language)] + lines)
    }

    private func mismatches(of report: MigrationReport) -> String {
        var lines = report.mismatches.prefix(Self.listedFailures).map { mismatch in
            "! \(DisplayText.clean(mismatch.mailbox)) \(name(mismatch.uid, mismatch.uniqueID)): "
                + say("differs at the new account", "与新账户中的不同") + " (\(mismatch.what(in: language)))"
        }
        if let more = more(than: report.mismatches.count, of: report.mismatched) { lines.append(more) }
        return paragraphs(lines + MismatchAdvice.texts(for: report.mismatches).map { $0.text(in: language) })
    }

    private func more(than listed: Int, of all: Int) -> String? {
        let shown = min(listed, Self.listedFailures)
        guard all > shown else { return nil }
        let more = Quantity.count(all - shown)
        return say("… and \(more) more: godwit report --format json", "……另有 \(more) 封：godwit report --format json")
    }

    /// Wrapped to the terminal, with what belongs together indented.
    private func paragraphs(_ lines: [String]) -> String {
        lines.map { TextWrapping.hanging($0, width: terminal.width, indent: 2) + "\n" }.joined()
    }

    private func say(_ english: String, _ simplifiedChinese: String) -> String {
        LocalizedText(english, zhHans: simplifiedChinese).text(in: language)
    }
}
