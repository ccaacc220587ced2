internal import MailCore

/// Who gets in at one server of a provider.
struct SandboxGate: SandboxAuthenticator {
    private let personality: SandboxPersonality
    private let `protocol`: MailProtocol
    /// Accounts by the names that log in.
    private let accounts: [String: String]
    /// Gives out access tokens; nil where none are taken but the personality's own.
    private let authorization: SandboxAuthorization?

    init(
        _ personality: SandboxPersonality, _ protocol: MailProtocol, addresses: [String],
        authorization: SandboxAuthorization?
    ) {
        self.personality = personality
        self.protocol = `protocol`
        self.authorization = authorization
        let form = personality.endpoints.first { $0.protocol == `protocol` }?.userName ?? .address
        accounts = Dictionary(addresses.map { (form.name(for: $0), $0) }) { first, _ in first }
    }

    func judge(_ login: SandboxLogin) -> SandboxLoginOutcome {
        guard let account = accounts[login.user.lowercased()] else { return .refused(nil) }
        switch login.proof {
        case .password(let password) where password == personality.accountPassword:
            return .refused(personality.accountPasswordRefusals[`protocol`])
        case .password(let password): return decide(self.password(of: login.user) == password, login, account)
        case .knownPassword: return decide(true, login, account)
        case .token(let token): return decide(accepts(token, of: account), login, account)
        }
    }

    private func decide(_ isRight: Bool, _ login: SandboxLogin, _ account: String) -> SandboxLoginOutcome {
        isRight && !(personality.brokenMechanisms[`protocol`] ?? []).contains(login.mechanism)
            ? .accepted(account: account) : .refused(nil)
    }

    private func accepts(_ token: String, of account: String) -> Bool {
        if personality.secret == SandboxSecret(.accessToken, token) { return true }
        let user = authorization?.user(of: token)
        // A program in its own name acts for everybody.
        return user == account || user == "*"
    }

    func password(of user: String) -> String? {
        personality.secret.kind != .accessToken && accounts[user.lowercased()] != nil ? personality.secret.value : nil
    }
}

extension SandboxEndpoint.UserName {
    /// What logs in for an address.
    func name(for address: String) -> String {
        switch self {
        case .address: address.lowercased()
        case .localPart: String(address.prefix { $0 != "@" }).lowercased()
        }
    }
}
