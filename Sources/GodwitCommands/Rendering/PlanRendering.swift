internal import MailCore
internal import MailboxMigration

/// A plan for people.
struct PlanRendering {
    let language: Language
    let terminal: Terminal

    /// Most messages listed one by one; the rest is counted.
    private static let listedMessages = 20

    func text(of plan: MigrationPlan) -> String {
        let lines = [total(of: plan), folders(of: plan), done(of: plan), skipped(of: plan), time(of: plan)]
            .compactMap(\.self)
        return table(of: plan) + "\n" + paragraphs(lines) + obstacles(of: plan)
            + paragraphs([
                say(
                    "Nothing was changed. To begin: godwit migrate with the same options.",
                    "没有做任何改动。开始迁移：用相同的选项运行 godwit migrate。")
            ])
    }

    private func table(of plan: MigrationPlan) -> String {
        var table = TextTable()
        table.add([
            heading(say("Messages", "邮件")), heading(say("Size", "大小")),
            TextTable.Cell(say("There", "新账户"), .bold), TextTable.Cell(say("Folder", "文件夹"), .bold),
        ])
        for mailbox in plan.mailboxes {
            let (source, target) = (DisplayText.clean(mailbox.source), DisplayText.clean(mailbox.target))
            table.add([
                number(Quantity.count(mailbox.messages)), number(Quantity.bytes(Double(mailbox.bytes))),
                there(mailbox), TextTable.Cell(source == target ? source : "\(source) → \(target)"),
            ])
        }
        return table.text(on: terminal)
    }

    private func there(_ mailbox: MigrationPlan.Mailbox) -> TextTable.Cell {
        switch mailbox.place {
        case .created:
            TextTable.Cell([say("new", "新建"), mailbox.specialUse].compactMap(\.self).joined(separator: " "), .green)
        case .there: TextTable.Cell(say("empty", "空"))
        case .merged: TextTable.Cell(Quantity.count(mailbox.messagesThere), .yellow)
        }
    }

    private func total(of plan: MigrationPlan) -> String {
        let (messages, size) = (Quantity.count(plan.messages), Quantity.bytes(Double(plan.bytes)))
        let folders = Quantity.count(plan.mailboxes.count)
        return say("\(messages) messages (\(size)) in \(folders) folders.", "\(folders) 个文件夹，\(messages) 封邮件（\(size)）。")
    }

    private func folders(of plan: MigrationPlan) -> String? {
        let new = plan.mailboxes.count { $0.place == .created }
        let merged = plan.mailboxes.count { $0.place == .merged }
        let renamed = plan.mailboxes.count { $0.isRenamed }
        let parts = [
            new > 0 ? say("New folders: \(Quantity.count(new)).", "新建文件夹：\(Quantity.count(new)) 个。") : nil,
            merged > 0
                ? say(
                    "Folders that hold mail already: \(Quantity.count(merged)); what is equal is recognised, the rest stays.",
                    "已有邮件的文件夹：\(Quantity.count(merged)) 个；相同的邮件会被识别，其余保留。") : nil,
            renamed > 0
                ? say("Folders with another name: \(Quantity.count(renamed)).", "改名的文件夹：\(Quantity.count(renamed)) 个。")
                : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: say(" ", ""))
    }

    private func done(of plan: MigrationPlan) -> String? {
        guard plan.messagesDone > 0 else { return nil }
        let count = Quantity.count(plan.messagesDone)
        return say("\(count) have been brought over by earlier runs.", "先前的运行已复制 \(count) 封。")
    }

    private func skipped(of plan: MigrationPlan) -> String? {
        guard plan.skipped > 0 else { return nil }
        let count = Quantity.count(plan.skipped)
        return say(
            "\(count) more are left out by --since, --before or --max-size.",
            "另有 \(count) 封因 --since、--before 或 --max-size 而不复制。")
    }

    private func time(of plan: MigrationPlan) -> String? {
        guard let seconds = plan.shortestSeconds, let speed = plan.sourceBytesPerSecond else { return nil }
        let time = Quantity.clock(seconds: Int(min(seconds, 1e9).rounded(.up)))
        let rate = Quantity.bytes(speed)
        return say(
            "At least \(time), because the old account gives out \(rate) a second. How fast the new one stores shows only when copying.",
            "至少需要 \(time)：旧账户每秒可读取 \(rate)。新账户的写入速度要到复制时才知道。")
    }

    private func obstacles(of plan: MigrationPlan) -> String {
        var lines = plan.mailboxes.compactMap { mailbox in
            mailbox.refusal.map { words in
                "✗ \(DisplayText.clean(mailbox.source)): " + say("the old account does not open it: ", "旧账户无法打开：")
                    + words
            }
        }
        if plan.tooLargeCount > 0 {
            let count = Quantity.count(plan.tooLargeCount)
            let limit = Quantity.bytes(Double(plan.sizeLimit))
            lines.append(
                say(
                    "✗ Too large for the new account, which takes up to \(limit): \(count)",
                    "✗ 超过新账户允许的 \(limit)：\(count) 封"))
        }
        lines += plan.tooLarge.prefix(Self.listedMessages).map { message in
            "  \(DisplayText.clean(message.mailbox)) UID \(message.uid) (\(Quantity.bytes(Double(message.size))))"
        }
        return paragraphs(lines)
    }

    private func heading(_ text: String) -> TextTable.Cell { TextTable.Cell(Self.padded(text), .bold) }

    private func number(_ text: String) -> TextTable.Cell { TextTable.Cell(Self.padded(text)) }

    /// Numbers stand under the right end of their headings.
    private static func padded(_ text: String) -> String { text.paddedLeft(to: 8) }

    /// Wrapped to the terminal, with what belongs together indented.
    private func paragraphs(_ lines: [String]) -> String {
        lines.map { TextWrapping.hanging($0, width: terminal.width, indent: 2) + "\n" }.joined()
    }

    private func say(_ english: String, _ simplifiedChinese: String) -> String {
        LocalizedText(english, zhHans: simplifiedChinese).text(in: language)
    }
}
