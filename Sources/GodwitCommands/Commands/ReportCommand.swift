internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// `godwit report`: what was proven, what failed and why.
struct ReportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report",
            abstract: help("What a migration proved, what failed and why.", zhHans: "迁移验证了什么、什么失败以及原因。"))
    }

    @Option(
        help: .text(
            "Write the report into this file as one HTML page that needs nothing else.",
            zhHans: "把报告写入该文件：一个独立的 HTML 页面。",
            valueName: "file"))
    var html: String?

    @OptionGroup(title: "Journal") var journal: JournalOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let report = try await journal.report()
        if let html {
            try OutputFile.write(ReportPage(language: output.language, time: .now).text(of: report), to: html)
        }
        let console = Console.current
        let rendering = MigrationRendering(language: output.language, terminal: console.outputTerminal)
        console.write(output.format == .json ? report.json.text : rendering.text(of: report))
    }
}
