internal import AccountDiscovery
internal import AccountVerification
internal import ArgumentParser
internal import MailCore
internal import OAuth

/// `godwit setup ADDRESS`
struct SetupCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "setup",
            abstract: help(
                "Find the settings of an account, try them, and save them without the password.",
                zhHans: "查找账户设置，实际检查，并保存（不含密码）。"),
            discussion: help(
                "Afterwards the address is enough for verify, plan and migrate. Logs in at most once on each server, and changes nothing in the mailbox; only a password typed in a terminal may be typed again when it was wrong.",
                zhHans: "之后在 verify、plan 和 migrate 中只需写邮箱地址。每台服务器最多登录一次，不改动邮箱中的任何内容；只有在终端输入的密码有误时才可重新输入。"))
    }

    @Argument(help: .text("A mail address, such as alice@163.com.", zhHans: "邮箱地址，例如 alice@163.com。"))
    var address: String

    @Option(
        name: .customLong("server"),
        help: .text(
            "Use this server instead of looking for one, such as imaps://alice@mail.example.org; may be repeated, for smtps:// too.",
            zhHans: "使用该服务器而不查找，例如 imaps://alice@mail.example.org；可重复使用，也可指定 smtps://。", valueName: "url"))
    var servers: [String] = []

    @Option(
        name: .customLong("autoconfig-url"),
        help: .text("Ask just this autoconfig document.", zhHans: "只查这一份 autoconfig 文档。", valueName: "url"))
    var autoconfigURL: String?

    @Option(
        name: .customLong("export"), parsing: .upToNextOption,
        help: .text(
            "Write the settings for another program: thunderbird, mobileconfig (Apple), neomutt, mbsync, msmtp or json, then the file (- is standard output); may be repeated.",
            zhHans: "为其他程序写出设置：thunderbird、mobileconfig（Apple）、neomutt、mbsync、msmtp 或 json，再写文件名（- 表示标准输出）；可重复使用。",
            valueName: "format file"))
    var exports: [String] = []

    @Flag(name: .customLong("no-login"), help: .text("Send no password.", zhHans: "不发送密码。"))
    var skipsLogin = false

    @Flag(name: .customLong("no-save"), help: .text("Do not save the account.", zhHans: "不保存账户。"))
    var skipsSaving = false

    @Flag(help: .text("Remove what was saved of this account.", zhHans: "删除为该账户保存的内容。"))
    var forget = false

    @OptionGroup(title: "Password") var secret: SecretOptions<AccountPassword>
    @OptionGroup(title: "Passphrase") var passphrase: PassphraseOptions
    @OptionGroup(title: "Trust") var consent: ConsentOptions
    @OptionGroup(title: "Discovery") var sources: SourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        let requests = try ExportRequest.all(exports)
        if output.format == .json, requests.contains(where: { $0.path == ExportRequest.standardOutput }) {
            throw ValidationError(
                help("--format json uses standard output already.", zhHans: "--format json 已占用标准输出。"))
        }
        if !servers.isEmpty, autoconfigURL != nil {
            throw ValidationError(
                help("--server and --autoconfig-url exclude each other.", zhHans: "--server 与 --autoconfig-url 不能同时使用。")
            )
        }
    }

    func run() async throws {
        let address = try EmailAddress(parsing: address)
        if forget { return try remove(address) }
        let requests = try ExportRequest.all(exports)
        let speech = SetupSpeech(
            output, leavesOutputFree: requests.contains { $0.path == ExportRequest.standardOutput })

        let lookup = AccountLookup(network: network, consent: consent, sources: sources, language: output.language)
        let account = try await AccountSearch(lookup: lookup, document: autoconfigURL).account(address, at: servers)
        speech.say { $0.settings(of: account) }
        let files = try requests.map { (request: $0, text: try $0.text(of: account.saved)) }
        // Looking at a server without sending a secret, now or later, needs nobody's consent.
        if let candidate = account.candidate, !(skipsLogin && skipsSaving) {
            try lookup.requireConsent(to: candidate, servers: account.servers, of: address)
        }
        speech.say { $0.access(account.provider?.notes) }

        let report = try await verify(account, speech)
        speech.say { $0.result(report, of: account) }
        var outcome = SetupOutcome(account: account, report: report)
        // Whoever can read mail can move it: a provider that lets nobody send is no reason to forget the rest.
        if report.failure == nil || report.canRead {
            speech.say { $0.table(of: account) }
            outcome.savedPath = skipsSaving ? nil : try SavedAccounts.write(account.saved)
            for file in files { try write(file.text, to: file.request.path) }
            outcome.exports = requests
            speech.say { $0.ending(saved: outcome.savedPath, exports: requests, of: account) }
        }
        if output.format == .json { Console.current.write(outcome.json(in: output.language).text) }
        if let failure = report.failure { throw failure }
    }

    private func verify(_ account: FoundAccount, _ speech: SetupSpeech) async throws -> VerificationReport {
        let verifier = AccountVerifier(
            transport: try network.transportOptions(allowsPrivateAddresses: account.resolved.isTyped),
            transcript: try network.transcript())
        let check = SetupCheck(account: account, verifier: verifier, speech: speech)
        guard !skipsLogin else { return await check.report(with: nil) }
        if let token = try await accessToken(for: account.resolved) {
            return await check.report(with: token, kind: .accessToken)
        }
        let source = try secret.source()
        let secrets = SecretCheck(consent: consent, language: output.language)
        let report = await check.report(with: try secrets.secret(from: source, of: account.resolved))
        // A file or a command would only give the same again.
        guard source == .prompt else { return report }
        return try await check.again(after: report) { try secrets.secret(from: source, of: account.resolved) }
    }

    /// Of somebody who has signed in before.
    private func accessToken(for account: ResolvedAccount) async throws -> Secret? {
        guard try secret.source() == .prompt else { return nil }
        return try await SignIns.account(
            account, passphrase: passphrase, network: network, language: output.language)?.freshToken().secret
    }

    private func write(_ text: String, to path: String) throws(CommandFailure) {
        if path == ExportRequest.standardOutput { return Console.current.write(text) }
        try OutputFile.write(text, to: path)
    }

    private func remove(_ address: EmailAddress) throws(CommandFailure) {
        let isRemoved = try SavedAccounts.forget(address)
        let name = address.display
        let text =
            isRemoved
            ? LocalizedText("The settings of \(name) are forgotten.", zhHans: "已删除 \(name) 的设置。")
            : LocalizedText("Nothing was saved for \(name).", zhHans: "没有为 \(name) 保存过设置。")
        switch output.format {
        case .text: Console.current.write(text.text(in: output.language) + "\n")
        case .json:
            let result = JSONValue.object(["address": .string(address.description), "forgotten": .bool(isRemoved)])
            Console.current.write(result.text)
        }
    }
}
