internal import MailCore
internal import MailboxMigration

/// Shows on a terminal how far the look into the accounts is; elsewhere the plan alone is enough.
struct PlanDisplay: Sendable {
    private let console: Console
    private let language: Language
    private let isShown: Bool

    init(format: OutputFormat, console: Console, language: Language) {
        self.console = console
        self.language = language
        isShown = format == .text && console.errorTerminal.isInteractive
    }

    @Sendable func show(_ progress: MigrationPlan.Progress) {
        guard isShown else { return }
        let (done, all) = (Quantity.count(progress.mailboxes), Quantity.count(progress.of))
        let messages = Quantity.count(progress.messages)
        let line = LocalizedText(
            "Looking at folder \(done) of \(all), \(messages) messages so far",
            zhHans: "正在查看文件夹 \(done)/\(all)，目前 \(messages) 封邮件")
        console.writeError(Terminal.lineStart + line.text(in: language))
    }

    func clear() {
        if isShown { console.writeError(Terminal.lineStart) }
    }
}
