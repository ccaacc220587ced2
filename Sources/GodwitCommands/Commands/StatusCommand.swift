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

/// `godwit report`: what was proven, what failed and why.
struct ReportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report",
            abstract: help("What a migration proved, what failed and why.", zhHans: "迁移验证了什么、什么失败以及原因。"))
    }

    @OptionGroup(title: "Journal") var journal: JournalOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let report = try await journal.report()
        let rendering = MigrationRendering(language: output.language, terminal: Console.current.outputTerminal)
        Console.current.write(output.format == .json ? report.json.text : rendering.text(of: report))
    }
}

/// `--journal FILE`, or the one that was written last.
struct JournalOption: ParsableArguments {
    @Option(help: .text("The migration's journal (default: the one written last).", zhHans: "迁移日志文件（默认：最近写入的）。", valueName: "file"))
    var journal: String?

    func report() async throws -> MigrationReport {
        guard let path = journal ?? StateFolder.newestJournal else { throw CommandFailure(.usage, [.noJournal]) }
        do {
            return try await MigrationReport(readingJournalAt: path)
        } catch {
            throw CommandFailure(.usage, [error.diagnostic(path: path)])
        }
    }
}

extension Diagnostic {
    fileprivate static var noJournal: Diagnostic {
        Diagnostic(
            .journalUnusable,
            message: LocalizedText("There is no migration yet.", zhHans: "还没有任何迁移记录。"),
            remedy: LocalizedText(
                "Begin one with: godwit migrate --from OLD --to NEW", zhHans: "请先运行：godwit migrate --from 旧账户 --to 新账户"))
    }
}
