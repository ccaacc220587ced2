internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// `godwit migrate --from A --to B`
struct MigrateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate",
            abstract: help(
                "Copy all mail of one account into another, with proof.", zhHans: "把一个账户的全部邮件复制到另一个账户，并加以验证。"),
            discussion: help(
                "Running the same command again continues where it stopped, or catches up; nothing is copied twice.",
                zhHans: "再次运行同一命令会从中断处继续，或补上新邮件；不会重复复制。"))
    }

    @OptionGroup var arguments: MigrationArguments

    @Flag(
        help: .text(
            "Show what would be done, and write nothing: as godwit plan.", zhHans: "只显示将做什么，不写入任何内容：同 godwit plan。"))
    var dryRun = false

    @Option(help: .text("auto, bar, lines, json or none.", zhHans: "auto、bar、lines、json 或 none。", valueName: "style"))
    var progress: ProgressStyle = .auto

    @OptionGroup(title: "Copying") var copying: CopyOptions
    @OptionGroup(title: "POP3") var pop3: POP3Options
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard pop3.deleteAfterProof, copying.proof == .none else { return }
        throw ValidationError(
            help(
                "--delete-after-proof and --proof none exclude each other: without a proof nothing is deleted.",
                zhHans: "--delete-after-proof 与 --proof none 不能同时使用：没有验证就不会删除。"))
    }

    func run() async throws {
        let migration = try await arguments.migration(options, in: output.language)
        if dryRun { return try await PlanCommand.show(migration, output) }
        warn(of: migration.advice)
        let display = ProgressDisplay(
            style: progress, format: output.format, console: .current, language: output.language,
            hosts: [.source: migration.source.host, .target: migration.target.host])
        let report = try await migration.run { migrator in
            try await StopSignals.withStop(language: output.language) { stop in
                try await display.whileRunning { observer in
                    try await migrator.run(stop: stop, observer: observer)
                }
            }
        }
        show(report)
        try finish(report)
    }

    var options: MigrationOptions {
        var options = arguments.options
        copying.apply(to: &options)
        pop3.apply(to: &options)
        return options
    }

    private func warn(of advice: ProviderAdvice) {
        let console = Console.current
        let rendering = DiagnosticRendering(language: output.language, terminal: console.errorTerminal)
        for warning in advice.warnings { console.writeError(rendering.text(of: warning)) }
    }

    private func show(_ report: MigrationReport) {
        let console = Console.current
        if output.format == .json || progress == .json {
            console.write(progress == .json ? report.json.compactText + "\n" : report.json.text)
        } else {
            console.write(
                MigrationRendering(language: output.language, terminal: console.outputTerminal).text(of: report))
        }
    }

    private func finish(_ report: MigrationReport) throws {
        switch report.outcome {
        case .complete where report.pop3?.deletion?.failure != nil: throw CommandFailure(.partlyDone)
        case .complete: return
        case .incomplete: throw CommandFailure(.partlyDone)
        case .interrupted: throw CommandFailure(.interrupted)
        }
    }
}
