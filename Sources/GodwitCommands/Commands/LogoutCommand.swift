internal import ArgumentParser
internal import HTTPFetch
internal import MailCore
internal import OAuth

/// `godwit logout ADDRESS`
struct LogoutCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "logout",
            abstract: help(
                "Take a sign-in back at the provider, and delete it here.", zhHans: "在服务商处撤销登录授权，并删除本机保存的登录信息。"))
    }

    @Argument(
        help: .text("The address, or @ and the domain, as with login.", zhHans: "邮箱地址或“@域名”，与 login 时相同。"))
    var address: String

    @Flag(
        name: .customLong("local"),
        help: .text(
            "Only delete it here: when the passphrase is lost, or the provider cannot be reached.",
            zhHans: "只删除本机的登录信息：用于忘记口令或无法连接服务商时。"))
    var isLocal = false

    @OptionGroup(title: "Passphrase") var passphrase: PassphraseOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let account = try SignInAccount(parsing: address)
        let kind = try SignIns.reporting(account.display) { try SignIns.store.protection(of: account.key) }
        guard let kind else { return show(account, .nothing) }
        if isLocal {
            let protection: SignInProtection = kind == .keyring ? .keyring(Keyring()) : .fileMode
            try SignIns.reporting(account.display) {
                try SignIns.store.place(of: account.key, protection: protection).remove()
            }
            return show(account, .deleted)
        }
        let place = try SignIns.reporting(account.display) {
            try SignIns.store.place(of: account.key) {
                try passphrase.existing(for: account.display, language: output.language)
            }
        }
        guard let place else { return show(account, .nothing) }
        let signIn = try SignIns.reporting(account.display) { try place.read() }
        let isRevoked = try await revoke(signIn)
        try SignIns.reporting(account.display) { try place.remove() }
        show(account, isRevoked ? .revoked : .deleted)
    }

    /// - Returns: whether the provider has a place for it.
    private func revoke(_ signIn: SignIn) async throws -> Bool {
        guard case .refreshToken(let token) = signIn.way, let endpoint = signIn.revocationEndpoint else { return false }
        let session = try network.oauthSession(trustsHost: signIn.trustsHost)
        do throws(OAuthError) {
            try await session.revoke(token, at: endpoint, client: signIn.client)
            return true
        } catch {
            // What is no longer good need not be taken back.
            if case .refused(let refusal) = error, refusal.known == .invalidGrant { return true }
            throw CommandFailure(error, server: HostName.display(endpoint.host))
        }
    }

    private enum Result: String {
        case nothing, deleted, revoked
    }

    private func show(_ account: SignInAccount, _ result: Result) {
        let name = account.display
        let text =
            switch result {
            case .nothing: LocalizedText("Nobody was signed in to \(name).", zhHans: "\(name) 没有登录信息。")
            case .deleted:
                LocalizedText(
                    "The sign-in of \(name) is deleted here. It was not taken back at the provider: that is done on the provider's page of connected programs.",
                    zhHans: "本机上 \(name) 的登录信息已删除。服务商处的授权未撤销：请在服务商的“已连接应用”页面上移除。")
            case .revoked:
                LocalizedText(
                    "The sign-in of \(name) is taken back at the provider, and deleted here.",
                    zhHans: "\(name) 的登录授权已在服务商处撤销，本机的登录信息也已删除。")
            }
        let console = Console.current
        switch output.format {
        case .text:
            let width = console.outputTerminal.width
            console.write(TextWrapping.hanging(text.text(in: output.language), width: width, indent: 0) + "\n")
        case .json:
            console.write(
                JSONValue.object(["account": .string(account.key), "result": .string(result.rawValue)]).text)
        }
    }
}
