internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// `godwit plan --from A --to B`
struct PlanCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "plan",
            abstract: help("Show what migrate would do, without writing anything.", zhHans: "显示 migrate 将做什么，不写入任何内容。"))
    }

    @OptionGroup var arguments: MigrationArguments
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        try await Self.show(arguments.migration(arguments.options, in: output.language), output)
    }

    /// What `plan` and `migrate --dry-run` do.
    static func show(_ migration: PreparedMigration, _ output: OutputOptions) async throws {
        let console = Console.current
        let display = PlanDisplay(format: output.format, console: console, language: output.language)
        let plan = try await migration.run { migrator in
            defer { display.clear() }
            return try await migrator.plan(observer: display.show)
        }
        let findings = migration.advice.findings(for: plan)
        switch output.format {
        case .json: console.write(plan.json(findings: findings, in: output.language).text)
        case .text:
            console.write(PlanRendering(language: output.language, terminal: console.outputTerminal).text(of: plan))
            let rendering = DiagnosticRendering(language: output.language, terminal: console.outputTerminal)
            if !findings.isEmpty { console.write("\n" + findings.map(rendering.text).joined()) }
        }
    }
}
