public import MailCore

/// How an answer came, for whoever wants to judge it.
public struct Evidence: Hashable, Sendable {
    /// What TLS said about the way of a document.
    public enum Protection: String, Hashable, Sendable {
        /// Every hop was https with a certificate that is right for its name.
        case verified
        /// A hop was plain HTTP.
        case none
        /// A certificate was refused, and nothing was read.
        case refused
    }

    /// Every URL on the way.
    public var hops: [String]
    /// Nil when no document was asked for, or nobody answered.
    public var protection: Protection?
    /// Whether DNSSEC proves the DNS records that the answer rests on; nil when it rests on none.
    public var isAuthenticatedByDNSSEC: Bool?
    /// Services that the domain itself says it does not offer (RFC 2782: an SRV target of `.`).
    public var denied: [DeniedService]
    /// Identifier of the bundled profile the answer led to.
    public var profile: String?
    /// Servers that were looked at to find the answer.
    public var probes: [ServerSighting]

    /// Evidence as it is given.
    public init(
        hops: [String] = [], protection: Protection? = nil, isAuthenticatedByDNSSEC: Bool? = nil,
        denied: [DeniedService] = [], profile: String? = nil, probes: [ServerSighting] = []
    ) {
        self.hops = hops
        self.protection = protection
        self.isAuthenticatedByDNSSEC = isAuthenticatedByDNSSEC
        self.denied = denied
        self.profile = profile
        self.probes = probes
    }
}

/// A way to reach mail that a domain says it does not have.
public struct DeniedService: Hashable, Sendable {
    /// What would have been spoken.
    public var `protocol`: MailProtocol
    /// How it would have been protected.
    public var security: ConnectionSecurity

    /// A service as it is given.
    public init(protocol: MailProtocol, security: ConnectionSecurity) {
        self.protocol = `protocol`
        self.security = security
    }
}
