public import MailCore

/// The bundled profiles, by the address's domain. Sends nothing.
public struct ProfileSource: DiscoverySource {
    /// It is `profile`.
    public let name = SourceName.profile
    /// It is asked first.
    public let stage = DiscoveryStage.local

    /// The profiles of this library.
    public init() {}

    /// The domain.
    public func target(for address: EmailAddress) -> String { address.domain }

    /// Reads the profile.
    public func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let address = inquiry.address
        guard let profile = ProviderCatalog.profile(forDomain: address.domain) else {
            return .absent(
                LocalizedText("No bundled profile has this domain.", zhHans: "内置资料中没有这个域名。"))
        }
        return .profile(profile, source: name, trust: .trusted, address: address, evidence: Evidence())
    }
}

extension SourceAnswer {
    /// What a bundled profile says about an address.
    static func profile(
        _ profile: AutoconfigDocument, source: SourceName, trust: Trust, address: EmailAddress, evidence: Evidence
    ) -> SourceAnswer {
        var evidence = evidence
        evidence.profile = profile.identifier
        if profile.notes?.isImpossible == true {
            return .absent(
                LocalizedText("The provider lets no mail program in.", zhHans: "该服务商不允许任何邮件程序登录。"), evidence)
        }
        return .found(Candidate(profile, source: source, trust: trust, address: address), evidence)
    }
}

extension Candidate {
    /// The servers of a document, for one address.
    init(_ document: AutoconfigDocument, source: SourceName, trust: Trust, address: EmailAddress) {
        self.init(
            source: source, trust: trust, incoming: document.incomingSettings(for: address),
            outgoing: document.outgoingSettings(for: address), documentation: document.documentation)
        oauth = document.oauth
    }
}
