internal import ArgumentParser
internal import Glibc
internal import MailCore
internal import MailboxMigration

/// `godwit migrate --from A --to B`
struct MigrateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate",
            abstract: help("Copy all mail of one account into another, with proof.", zhHans: "把一个账户的全部邮件复制到另一个账户，并加以验证。"),
            discussion: help(
                "Running the same command again continues where it stopped, or catches up; nothing is copied twice.",
                zhHans: "再次运行同一命令会从中断处继续，或补上新邮件；不会重复复制。"))
    }

    @Option(
        help: .text(
            "The account to take mail from: an address, or imaps://user@host.", zhHans: "源账户：邮箱地址，或 imaps://user@host。",
            valueName: "account"))
    var from: String

    @Option(
        help: .text(
            "The account to bring mail to: an address, or imaps://user@host.", zhHans: "目标账户：邮箱地址，或 imaps://user@host。",
            valueName: "account"))
    var to: String

    @Option(
        help: .text(
            "The file that remembers what was copied (default: one for each pair of accounts).",
            zhHans: "记录复制进度的文件（默认：每对账户各有一个）。", valueName: "file"))
    var journal: String?

    @Option(
        help: .text(
            "none, envelope or full: what is read back and compared.", zhHans: "none、envelope 或 full：读回并比对的内容。",
            valueName: "level"),
        transform: MigrationOptions.Proof.parse)
    var proof: MigrationOptions.Proof = .envelope

    @Flag(help: .text("Try again what an earlier run gave up.", zhHans: "重试先前放弃的邮件。"))
    var retryFailed = false

    @Option(help: .text("auto, bar, lines, json or none.", zhHans: "auto、bar、lines、json 或 none。", valueName: "style"))
    var progress: ProgressStyle = .auto

    @OptionGroup(title: "Password of the old account") var fromSecret: FromSecretOptions
    @OptionGroup(title: "Password of the new account") var toSecret: ToSecretOptions
    @OptionGroup(title: "Trust") var consent: ConsentOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let lookup = AccountLookup(network: network, consent: consent, language: output.language)
        let source = try await lookup.account(from)
        let target = try await lookup.account(to)
        guard source.settings != target.settings else { throw CommandFailure(.sameAccount) }
        let sourceAccount = try account(source, secret: try fromSecret.source())
        let targetAccount = try account(target, secret: try toSecret.source())

        let path = journal ?? StateFolder.path(
            ofFile: MailboxMigrator.journalFileName(from: source.settings, to: target.settings))
        var options = MigrationOptions()
        options.proof = proof
        options.retriesFailed = retryFailed
        let migrator = MailboxMigrator(
            from: sourceAccount, to: targetAccount, journalPath: path, options: options,
            transcript: try network.transcript())

        let display = ProgressDisplay(
            style: progress, format: output.format, console: .current, language: output.language)
        let report: MigrationReport
        do {
            report = try await StopSignals.withStop(language: output.language) { stop in
                try await display.whileRunning { observer in
                    try await migrator.run(stop: stop, observer: observer)
                }
            }
        } catch let error as MigrationError {
            throw CommandFailure(
                error, source: source.settings, target: target.settings, journalPath: path)
        }
        show(report)
        try finish(report)
    }

    private func account(_ account: ResolvedAccount, secret: SecretSource) throws -> MigrationAccount {
        let question = LocalizedText("Password of \(account.name):", zhHans: "\(account.name) 的密码：")
        return MigrationAccount(
            settings: account.settings, secret: try secret.read(question: question.text(in: output.language)),
            transport: try network.transportOptions(allowsPrivateAddresses: account.isTyped))
    }

    private func show(_ report: MigrationReport) {
        let console = Console.current
        if output.format == .json || progress == .json {
            console.write(progress == .json ? report.json.compactText + "\n" : report.json.text)
        } else {
            console.write(MigrationRendering(language: output.language, terminal: console.outputTerminal).text(of: report))
        }
    }

    private func finish(_ report: MigrationReport) throws {
        switch report.outcome {
        case .complete: return
        case .incomplete: throw CommandFailure(.partlyDone)
        case .interrupted: throw CommandFailure(.interrupted)
        }
    }
}

extension MigrationOptions.Proof {
    fileprivate static func parse(_ text: String) throws -> MigrationOptions.Proof {
        guard let level = MigrationOptions.Proof(rawValue: text) else {
            throw ValidationError(
                GodwitCommands.help(
                    "--proof is one of: none, envelope, full.", zhHans: "--proof 只能是 none、envelope 或 full。"))
        }
        return level
    }
}

extension Diagnostic {
    /// Source and target are the same mailbox: copying would only double it.
    fileprivate static var sameAccount: Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: LocalizedText("--from and --to are the same account.", zhHans: "--from 与 --to 是同一个账户。"),
            remedy: LocalizedText("Name two different accounts.", zhHans: "请指定两个不同的账户。"))
    }
}
