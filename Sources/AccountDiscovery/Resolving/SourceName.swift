/// Where settings come from. Raw values are the names in JSON; the order is ours among equals.
public enum SourceName: String, Hashable, Sendable, CaseIterable {
    /// A profile bundled with the library, by the address's domain.
    case profile
    /// A source of the program that embeds this library.
    case custom
    /// A document the user named.
    case url
    /// A bundled profile, by the hosts that take the domain's mail (MX).
    case mailExchangerProfile = "mx-profile"
    /// `https://ua-auto-config.DOMAIN/.well-known/user-agent-configuration.json` (draft-ietf-mailmaint-pacc)
    case pacc
    /// `https://autoconfig.DOMAIN/mail/config-v1.1.xml`
    case autoconfig
    /// `https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml`
    case wellKnown = "well-known"
    /// SRV records (RFC 6186, RFC 8314 §5.1).
    case srv
    /// Mozilla's database of providers.
    case ispdb
    /// The autoconfig document of whoever takes the domain's mail.
    case mailExchangerAutoconfig = "mx-autoconfig"
    /// Mozilla's database, asked about whoever takes the domain's mail.
    case mailExchangerISPDB = "mx-ispdb"
    /// Microsoft's Autodiscover in plain XML (MS-OXDSCLI), asked without a login.
    case autodiscover
    /// `http://autoconfig.DOMAIN/mail/config-v1.1.xml`: anybody on the way could have written it.
    case plainAutoconfig = "autoconfig-http"
    /// Usual names of mail servers below the domain, tried out.
    case guess

    /// Whether what it says is part of Godwit.
    var isBundled: Bool { self == .profile || self == .mailExchangerProfile }

    /// Whether it cannot answer without DNS; for the others somebody else may look names up.
    package var needsDNS: Bool {
        switch self {
        case .mailExchangerProfile, .srv, .mailExchangerAutoconfig, .mailExchangerISPDB: true
        case .profile, .custom, .url, .pacc, .autoconfig, .wellKnown, .ispdb, .autodiscover, .plainAutoconfig, .guess:
            false
        }
    }

    /// Among equals the earlier wins.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
