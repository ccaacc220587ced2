/// Who decides about logins, the same for all protocols of a provider.
public protocol SandboxAuthenticator: Sendable {
    /// Decides about one attempt. It is called on an event loop: be quick.
    func judge(_ login: SandboxLogin) -> SandboxLoginOutcome

    /// The password of a user, for mechanisms that do not show it to the server (SCRAM); nil where there is none.
    func password(of user: String) -> String?
}

/// One attempt to log in.
public struct SandboxLogin: Hashable, Sendable {
    /// What somebody proves with that it is them.
    public enum Proof: Hashable, Sendable {
        /// A password, an app password or an authorization code.
        case password(String)
        /// An OAuth access token (RFC 7628, and XOAUTH2).
        case token(String)
        /// A password that the server has seen to be known, without seeing it (SCRAM).
        case knownPassword
    }

    /// Such as `PLAIN`; `LOGIN` is the mechanism, and the IMAP command's as well.
    public var mechanism: String
    /// As the client wrote it.
    public var user: String
    /// What it proves with.
    public var proof: Proof

    /// - Parameter mechanism: in capital letters, such as `PLAIN`.
    public init(mechanism: String, user: String, proof: Proof) {
        self.mechanism = mechanism
        self.user = user
        self.proof = proof
    }
}

/// What becomes of an attempt.
public enum SandboxLoginOutcome: Hashable, Sendable {
    /// - Parameter account: the name of the account in the store.
    case accepted(account: String)
    /// Nil leaves the words to the server.
    case refused(SandboxRefusal?)
}

/// Accounts and their passwords; a token is refused.
public struct SandboxPasswords: SandboxAuthenticator {
    private let passwords: [String: String]

    /// - Parameter passwords: by the names of accounts, which are their users' names.
    public init(_ passwords: [String: String]) { self.passwords = passwords }

    /// A password has to be the account's.
    public func judge(_ login: SandboxLogin) -> SandboxLoginOutcome {
        switch login.proof {
        case .password(let password) where passwords[login.user] == password: .accepted(account: login.user)
        case .knownPassword where passwords[login.user] != nil: .accepted(account: login.user)
        case .password, .knownPassword, .token: .refused(nil)
        }
    }

    /// The account's.
    public func password(of user: String) -> String? { passwords[user] }
}
