internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// `godwit status`: where a migration stands.
struct StatusCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status",
            abstract: help("Where a migration stands, also while it runs.", zhHans: "查看迁移进度（运行中亦可）。"))
    }

    @OptionGroup(title: "Journal") var journal: JournalOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let report = try await journal.report()
        let rendering = MigrationRendering(language: output.language, terminal: Console.current.outputTerminal)
        Console.current.write(output.format == .json ? report.json.text : rendering.summary(of: report))
    }
}
