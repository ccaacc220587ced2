internal import AccountVerification
internal import ArgumentParser
internal import MailCore
internal import OAuth

/// `godwit verify ADDRESS|URL`
struct VerifyCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: help("Check live, step by step, whether an account works.", zhHans: "逐步实际检查账户能否使用。"),
            discussion: help(
                "Checks IMAP, POP3 and SMTP side by side. Logs in at most once on each server, opens the inbox without changing anything, and asks whether mail would be taken without sending any.",
                zhHans: "同时检查 IMAP、POP3 和 SMTP。每台服务器最多登录一次，以只读方式打开收件箱，并询问能否发信，但不会发送任何邮件。"))
    }

    @Argument(
        help: .text(
            "A mail address, or a URL such as imaps://alice@mail.example.org.",
            zhHans: "邮箱地址，或网址，例如 imaps://alice@mail.example.org。"))
    var account: String

    @Flag(name: .customLong("no-login"), help: .text("Send no password.", zhHans: "不发送密码。"))
    var skipsLogin = false

    @Option(
        name: .customLong("protocol"),
        help: .text(
            "Check only this protocol: imap, pop3 or smtp; may be repeated.", zhHans: "只检查该协议：imap、pop3 或 smtp；可重复使用。",
            valueName: "name"))
    var protocols: [MailProtocol] = []

    @Option(
        name: .customLong("access-token-command"),
        help: .text(
            "Log in with an OAuth access token: the first line this shell command prints.",
            zhHans: "用 OAuth 访问令牌登录：运行该命令，取其输出的第一行。", valueName: "command"))
    var accessTokenCommand: String?

    @OptionGroup(title: "Password") var secret: SecretOptions<AccountPassword>
    @OptionGroup(title: "Passphrase") var passphrase: PassphraseOptions
    @OptionGroup(title: "Trust") var consent: ConsentOptions
    @OptionGroup(title: "Discovery") var sources: SourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard accessTokenCommand != nil, try secret.source() != .prompt else { return }
        throw ValidationError(
            help(
                "--access-token-command and the password options exclude each other.",
                zhHans: "--access-token-command 与密码选项不能同时使用。"))
    }

    func run() async throws {
        let resolved = try await lookUp()
        let verifier = AccountVerifier(
            transport: try network.transportOptions(allowsPrivateAddresses: resolved.isTyped),
            transcript: try network.transcript())
        let token = try await accessToken(for: resolved)
        // Where no password can work, none is asked for.
        let takesPassword = !skipsLogin && token == nil
        let impossibility = takesPassword ? SecretExamination.impossibility(at: resolved.provider) : nil
        var report = await verifier.verify(
            account: resolved.name, servers: chosenServers(of: resolved),
            secret: try token ?? (takesPassword && impossibility == nil ? readPassword(for: resolved) : nil),
            kind: token == nil ? .password : .accessToken, provider: resolved.provider)
        if let impossibility { report.secretFindings = [impossibility] }
        show(report)
        if let failure = report.failure { throw failure }
    }

    /// Looking at a server without sending a secret needs nobody's consent.
    private func lookUp() async throws -> ResolvedAccount {
        var consent = consent
        if skipsLogin { consent.assumesYes = true }
        return try await AccountLookup(
            network: network, consent: consent, sources: sources, language: output.language
        )
        .account(account, for: chosenProtocols)
    }

    private var chosenProtocols: [MailProtocol] {
        MailProtocol.allCases.filter { protocols.isEmpty || protocols.contains($0) }
    }

    private func chosenServers(of account: ResolvedAccount) -> [ServerSettings] {
        ([account.settings] + account.otherServers).filter { chosenProtocols.contains($0.protocol) }
    }

    /// Nil for an account that takes a password.
    private func accessToken(for account: ResolvedAccount) async throws -> Secret? {
        guard !skipsLogin else { return nil }
        if let accessTokenCommand { return try SecretSource.command(accessTokenCommand).read(question: "") }
        guard try secret.source() == .prompt else { return nil }
        return try await SignIns.account(
            account, passphrase: passphrase, network: network, language: output.language)?.freshToken().secret
    }

    private func readPassword(for account: ResolvedAccount) throws -> Secret {
        let question = LocalizedText("Password of \(account.name):", zhHans: "\(account.name) 的密码：")
        let given = try secret.source().read(question: question.text(in: output.language))
        try SecretCheck(consent: consent, language: output.language)
            .confirm(SecretExamination(given, for: account.provider), of: account)
        return given
    }

    private func show(_ report: VerificationReport) {
        let console = Console.current
        switch output.format {
        case .json:
            console.write(report.json(in: output.language).text)
        case .text:
            let rendering = VerificationRendering(
                language: output.language, terminal: console.outputTerminal, isVerbose: output.verbose)
            console.write(rendering.text(of: report))
        }
    }
}
