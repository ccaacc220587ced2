internal import DNSResolution
internal import MailCore

/// The autoconfig document of whoever takes the domain's mail: its own, or the one in Mozilla's database. It is told
/// nothing of the address: DNS alone says that the two have to do with each other.
struct MailExchangerDocumentSource: DiscoverySource {
    let name: SourceName
    let environment: SourceEnvironment
    /// The document of a domain.
    private let location: @Sendable (String) -> String
    /// In what it says when DNSSEC proves the MX records.
    private let trust: Trust
    /// What is doubtful when it does not.
    private let doubts: Set<Trust.Doubt>

    /// The provider's document can name any host, so whoever forges MX records can, too.
    static func provider(_ environment: SourceEnvironment) -> MailExchangerDocumentSource {
        MailExchangerDocumentSource(
            name: .mailExchangerAutoconfig, environment: environment,
            location: { environment.places.https("autoconfig.\($0)", "mail/config-v1.1.xml") }, trust: .trusted,
            doubts: [.unauthenticatedDNS, .otherDomain])
    }

    /// The database names hosts of its own choice only.
    static func ispdb(_ environment: SourceEnvironment) -> MailExchangerDocumentSource {
        MailExchangerDocumentSource(
            name: .mailExchangerISPDB, environment: environment, location: { environment.places.ispdb + $0 },
            trust: .unverified([.thirdParty]), doubts: [.unauthenticatedDNS])
    }

    func target(for address: EmailAddress) -> String { "\(address.domain) MX → …" }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let exchangers: DNSAnswer<MailExchanger>
        switch await inquiry.mailExchangers(through: environment.dns) {
        case .success(let answer): exchangers = answer
        case .failure(let error): return .mailExchangersUnknown(error)
        }
        let evidence = Evidence(isAuthenticatedByDNSSEC: exchangers.isAuthenticated)
        guard !exchangers.records.isEmpty else { return .noMailExchangers(evidence) }
        let address = inquiry.address
        let domains = MailExchangerDomains.all(of: exchangers.records, for: address.domain)
        guard !domains.isEmpty else { return .skipped(Self.ownDomain) }
        let trust = exchangers.isAuthenticated ? trust : trust.combined(with: .unverified(doubts))
        var answer = await SourceAnswer.first(of: domains) { domain in
            await environment.autoconfig(at: location(domain), for: address, as: name, trust: trust)
        }
        answer.evidence.isAuthenticatedByDNSSEC = exchangers.isAuthenticated
        return answer
    }

    private static let ownDomain = LocalizedText(
        "Not asked: the domain takes its mail itself.", zhHans: "未查询：该域名自己收信。")
}
