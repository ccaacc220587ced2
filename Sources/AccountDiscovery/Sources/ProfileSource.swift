public import MailCore

/// The bundled profiles, by the address's domain. Sends nothing.
public struct ProfileSource: DiscoverySource {
    public let name = SourceName.profile

    public init() {}

    public func target(for address: EmailAddress) -> String { address.domain }

    public func ask(about address: EmailAddress) async -> SourceAnswer {
        guard let profile = ProviderCatalog.profile(forDomain: address.domain) else {
            return .absent(
                LocalizedText("No bundled profile has this domain.", zhHans: "内置资料中没有这个域名。"))
        }
        if profile.notes?.isImpossible == true {
            return .absent(
                LocalizedText("The provider lets no mail program in.", zhHans: "该服务商不允许任何邮件程序登录。"))
        }
        return .found(Candidate(profile, source: name, trust: .trusted, address: address), hops: [])
    }
}

extension Candidate {
    /// The servers of a document, for one address.
    init(_ document: AutoconfigDocument, source: SourceName, trust: Trust, address: EmailAddress) {
        self.init(
            source: source, trust: trust, incoming: document.incomingSettings(for: address),
            outgoing: document.outgoingSettings(for: address), documentation: document.documentation)
    }
}
