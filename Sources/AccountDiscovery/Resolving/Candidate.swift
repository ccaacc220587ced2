public import MailCore

/// A set of settings that one source gave.
public struct Candidate: Hashable, Sendable {
    public var source: SourceName
    public var trust: Trust
    /// IMAP and POP3 servers in the source's order of preference.
    public var incoming: [ServerSettings]
    public var outgoing: [ServerSettings]
    /// Pages for people.
    public var documentation: [String]
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

    /// The server to use for a protocol: protected ones first, otherwise the source's own order.
    public func preferredServer(for protocol: MailProtocol) -> ServerSettings? {
        let servers = (incoming + outgoing).filter { $0.protocol == `protocol` }
        return servers.first { $0.security != .plaintext } ?? servers.first
    }
}

/// Where settings come from. Raw values are the names in JSON.
public enum SourceName: String, Hashable, Sendable, CaseIterable {
    /// A profile bundled with the library.
    case profile
    /// A document the user named.
    case url
    /// `https://autoconfig.DOMAIN/mail/config-v1.1.xml`
    case autoconfig
    /// `https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml`
    case wellKnown = "well-known"
    /// SRV records (RFC 6186, RFC 8314 §5.1).
    case srv

    /// Among equals the earlier wins.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
