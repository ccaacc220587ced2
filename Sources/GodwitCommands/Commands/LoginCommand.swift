internal import ArgumentParser
internal import Glibc
internal import MailCore
internal import OAuth

/// `godwit login ADDRESS`
struct LoginCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "login",
            abstract: help("Sign in to an account in the browser (OAuth).", zhHans: "在浏览器中登录账户（OAuth）。"),
            discussion: help(
                "Afterwards verify, setup, plan and migrate need no password for it. The sign-in is kept in the desktop's keyring, or in an encrypted file; godwit logout takes it back.",
                zhHans: "之后 verify、setup、plan 和 migrate 都不再需要它的密码。登录信息保存在桌面密钥环或加密文件中；可用 godwit logout 撤销。"))
    }

    @Argument(
        help: .text(
            "A mail address; for administrators also @ and a domain, for everybody in it.",
            zhHans: "邮箱地址；管理员也可写“@域名”，适用于该域的所有人。"))
    var address: String

    @Flag(
        help: .text(
            "Sign in on another device, with a code, where the provider allows it for mail (Microsoft).",
            zhHans: "在其他设备上输入代码登录（服务商须支持，如微软）。"))
    var device = false

    @Flag(name: .customLong("no-browser"), help: .text("Only show the page's address.", zhHans: "只显示网页地址，不打开浏览器。"))
    var opensNoBrowser = false

    @Option(
        help: .text("How long the sign-in may take (600).", zhHans: "登录最多等待的秒数（600）。", valueName: "seconds"))
    var wait: Seconds?

    @Option(
        help: .text(
            "auto (the keyring if there is one, else an encrypted file), keyring, file, or unencrypted.",
            zhHans: "auto（有密钥环则用之，否则用加密文件）、keyring、file 或 unencrypted。", valueName: "place"))
    var store: StorageChoice = .auto

    @Option(
        name: .customLong("service-account"),
        help: .text(
            "Administrators of Google Workspace: the key file of a service account with domain-wide delegation.",
            zhHans: "Google Workspace 管理员：具有全网域授权的服务账号密钥文件。", valueName: "file"))
    var serviceAccountFile: String?

    @Flag(
        name: .customLong("app-only"),
        help: .text(
            "Administrators of Microsoft 365: sign in as the application itself (client credentials).",
            zhHans: "Microsoft 365 管理员：以应用程序自身的名义登录（client credentials）。"))
    var isApplicationOnly = false

    @OptionGroup(title: "Client") var client: ClientOptions
    @OptionGroup(title: "Passphrase") var passphrase: PassphraseOptions
    @OptionGroup(title: "Discovery") var sources: SourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        let ways = [device, serviceAccountFile != nil, isApplicationOnly]
        guard ways.count(where: \.self) <= 1 else {
            throw ValidationError(
                help(
                    "--device, --service-account and --app-only exclude each other.",
                    zhHans: "--device、--service-account 与 --app-only 只能使用其中之一。"))
        }
        guard address.hasPrefix("@"), serviceAccountFile == nil, !isApplicationOnly else { return }
        throw ValidationError(
            help(
                "A whole domain is signed in with --service-account or --app-only.",
                zhHans: "整个域的登录须使用 --service-account 或 --app-only。"))
    }

    func run() async throws {
        let account = try SignInAccount(parsing: address)
        let speech = SignInSpeech(language: output.language)
        if let serviceAccountFile {
            return try await keep(ServiceAccountSignIn(file: serviceAccountFile, scope: client.scope), account, speech)
        }
        let server = try await SignInSearch(client: client, network: network, sources: sources).server(for: account)
        let session = try network.oauthSession(trustsHost: server.isTyped)
        let program = try await ClientSearch(options: client, session: session).client(for: server)
        if isApplicationOnly {
            try await keep(ApplicationSignIn(server: server, client: program, scope: client.scope), account, speech)
        } else {
            try await keep(
                PersonalSignIn(
                    server: server, client: program, session: session, speech: speech,
                    patience: wait?.duration ?? OAuthLimits.signIn, usesDevice: device,
                    opensBrowser: !opensNoBrowser), account, speech)
        }
    }

    /// Where it will be kept is settled first: nobody signs in in vain.
    private func keep(_ way: some SignInWay, _ account: SignInAccount, _ speech: SignInSpeech) async throws {
        let protection = try store.protection(for: account.display, passphrase: passphrase, speech: speech)
        let session = try network.oauthSession(trustsHost: way.trustsHost)
        var signIn: SignIn
        do {
            signIn = try await way.signIn(account, session: session)
        } catch let error as OAuthError {
            throw CommandFailure(error, server: way.name)
        }
        let place = SignIns.store.place(of: account.key, protection: protection)
        try SignIns.reporting(account.display) {
            let former = try? SignIns.store.protection(of: account.key)
            try place.write(signIn)
            if former == .keyring && protection.kind != .keyring { try? Keyring().remove(account: account.key) }
        }
        show(
            LoginReport(
                account: account, server: way.name, scope: signIn.scope, protection: protection.kind, path: place.path,
                isTried: signIn.access != nil))
    }

    private func show(_ report: LoginReport) {
        let console = Console.current
        switch output.format {
        case .json: console.write(report.json.text)
        case .text: console.write(report.text(in: output.language, on: console.outputTerminal))
        }
    }
}
