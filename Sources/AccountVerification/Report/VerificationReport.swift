public import MailCore

/// What a live check of an account found, server by server.
public struct VerificationReport: Hashable, Sendable {
    /// The account as the person named it.
    public let account: String
    /// In the order the servers were given.
    public let servers: [ServerReport]
    /// What was odd about the secret before it was used. Never any part of it.
    public var secretFindings: [Diagnostic]

    /// A report of what was found.
    public init(account: String, servers: [ServerReport], secretFindings: [Diagnostic] = []) {
        self.account = account
        self.servers = servers
        self.secretFindings = secretFindings
    }

    /// Every finding: of the secret, then in the order of servers and steps.
    public var diagnostics: [Diagnostic] { secretFindings + servers.flatMap(\.diagnostics) }

    /// Whether there is a server that gives mail out.
    public var canRead: Bool { servers.contains { $0.settings.protocol != .smtp && $0.works } }

    /// What the errors amount to; warnings do not count. Where mail can be read, whatever else does not work is something to
    /// be done, and does not make the account useless. An account of which nothing could be checked is never ready.
    public var verdict: Verdict {
        let secret = secretFindings.filter { $0.severity == .error }.map { Verdict(for: $0.code) }
        let worst = servers.map(\.verdict).max() ?? .impossible
        return (secret + [canRead ? min(worst, .actionNeeded) : worst]).max() ?? worst
    }
}

/// Whether an account can be used. Raw values are the names in JSON; the later, the worse.
public enum Verdict: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Everything that was checked works.
    case ready
    /// It does not work yet, and the person can do something about it.
    case actionNeeded
    /// It does not work, and no password will change that.
    case impossible
    /// No conversation with the server came about.
    case unreachable

    /// What one error amounts to.
    init(for code: DiagnosticCode) {
        switch code {
        case .oauthRequired, .noCommonMechanism: self = .impossible
        case .mailboxRefused, .unsafeLogin, .startTLSNotOffered, .plaintextRefused, .plaintextOnTLSPort,
            .tlsOnPlaintextPort,
            .tlsVersionTooOld:
            self = .actionNeeded
        case _ where code.rawValue.hasPrefix("login."): self = .actionNeeded
        case _ where code.rawValue.hasPrefix("sending."): self = .actionNeeded
        case _ where code.rawValue.hasPrefix("tls.certificate."): self = .actionNeeded
        case .daneMismatch: self = .actionNeeded
        default: self = .unreachable
        }
    }

    /// By how bad it is.
    public static func < (lhs: Verdict, rhs: Verdict) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
