internal import MailCore

/// A provider's `user-agent-configuration.json` (draft-ietf-mailmaint-pacc). It names hosts only: TLS from the first
/// byte, the usual ports, and the whole address as user name are part of the format.
struct PACCDocument: Hashable, Sendable {
    private let hosts: [MailProtocol: String]
    private let authentication: [AuthenticationMethod]
    private let documentation: [String]
    /// Where one signs in (draft-ietf-mailmaint-oauth-public).
    private let issuer: String?

    /// Nil unless it is a JSON object with `protocols`.
    init?(decoding bytes: [UInt8]) {
        guard let root = JSONTree(decoding: bytes, maximumBytes: ByteLimits.configurationDocument),
            let protocols = root["protocols"], case .object = protocols
        else { return nil }
        var hosts: [MailProtocol: String] = [:]
        for (kind, names) in Self.names {
            hosts[kind] = names.lazy.compactMap { protocols[$0]?["host"]?.text }.compactMap(HostName.ascii).first
        }
        self.hosts = hosts
        let ways = root["authentication"]
        let allowsOAuth = ways?["oauth-public"].map { $0 != .null && $0 != .bool(false) } ?? false
        authentication =
            (allowsOAuth ? [.oauth2] : []) + (ways?["password"] == .bool(true) ? [.passwordCleartext] : [])
        issuer = ways?["oauth-public"]?["issuer"]?.text.flatMap { $0.hasPrefix("https://") ? $0 : nil }
        let page = root["info"]?["help"]?["documentation"]?.text
        documentation = page.map { [$0] }?.filter { $0.hasPrefix("https://") } ?? []
    }

    /// What we speak, with the name that older drafts gave to submission.
    private static let names: [(MailProtocol, [String])] = [
        (.imap, ["imap"]), (.pop3, ["pop3"]), (.smtp, ["submit", "smtp"]),
    ]

    func candidate(for address: EmailAddress, trust: Trust) -> Candidate {
        let servers = MailProtocol.allCases.compactMap { kind in
            hosts[kind].map { host in
                ServerSettings(
                    protocol: kind, host: host, port: ServerSettings.defaultPort(for: kind, security: .tls),
                    security: .tls, username: address.description, authentication: authentication)
            }
        }
        var candidate = Candidate(
            source: .pacc, trust: trust, incoming: servers.filter { $0.protocol != .smtp },
            outgoing: servers.filter { $0.protocol == .smtp }, documentation: documentation)
        candidate.oauth = issuer.map(OAuthProfile.init)
        return candidate
    }
}
