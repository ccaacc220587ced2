public import MailCore

/// A set of settings that one source gave.
public struct Candidate: Hashable, Sendable {
    /// Who said so.
    public var source: SourceName
    /// Whether that is enough.
    public var trust: Trust
    /// IMAP and POP3 servers in the source's order of preference.
    public var incoming: [ServerSettings]
    /// SMTP servers in the source's order of preference.
    public var outgoing: [ServerSettings]
    /// Pages for people.
    public var documentation: [String]
    /// How one signs in in the browser, as the source says it.
    public var oauth: OAuthProfile?
    /// Servers that were named, and must not be used (``DiscoveredServerPolicy``). They are in no other list.
    public var refused: [RefusedServer] = []

    /// Adds the doubt that any server without TLS raises.
    public init(
        source: SourceName, trust: Trust, incoming: [ServerSettings], outgoing: [ServerSettings],
        documentation: [String] = []
    ) {
        let isPlaintext = (incoming + outgoing).contains { $0.security == .plaintext }
        self.source = source
        self.trust = isPlaintext ? trust.combined(with: .unverified([.plaintextServer])) : trust
        self.incoming = incoming
        self.outgoing = outgoing
        self.documentation = documentation
    }

    /// Whether a secret may be sent to the servers without a person's consent.
    public var isUsableWithoutAsking: Bool { trust == .trusted }

    /// The server to use for a protocol: protected ones first, otherwise the source's own order.
    public func preferredServer(for protocol: MailProtocol) -> ServerSettings? {
        let servers = (incoming + outgoing).filter { $0.protocol == `protocol` }
        return servers.first { $0.security != .plaintext } ?? servers.first
    }

    /// The servers one would use, one a protocol.
    var preferredServers: [ServerSettings] { MailProtocol.allCases.compactMap(preferredServer) }
}
