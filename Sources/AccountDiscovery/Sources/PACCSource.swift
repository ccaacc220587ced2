internal import DNSResolution
internal import HTTPFetch
internal import MailCore

/// The provider's JSON document, with a digest in DNS that vouches for it (draft-ietf-mailmaint-pacc).
struct PACCSource: DiscoverySource {
    let name = SourceName.pacc
    let environment: SourceEnvironment

    func target(for address: EmailAddress) -> String {
        environment.places.https("ua-auto-config.\(address.domain)", ".well-known/user-agent-configuration.json")
    }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let location = target(for: inquiry.address)
        async let records = records(of: inquiry.address.domain)
        let document: HTTPDocument
        switch await environment.fetch(location, asking: .json, as: name, through: environment.fetcher) {
        case .document(let found): document = found
        case .nothing(let answer): return answer
        }
        return Self.answer(for: inquiry.address, document: document, records: await records)
    }

    private func records(of domain: String) async -> DNSAnswer<String>? {
        try? await environment.dns.texts(of: "_ua-auto-config.\(domain)")
    }

    /// - Parameter records: nil when DNS did not answer; a digest that nobody can read vouches for nothing.
    static func answer(
        for address: EmailAddress, document: HTTPDocument, records: DNSAnswer<String>?
    ) -> SourceAnswer {
        var evidence = Evidence(hops: document.hops, protection: .verified)
        let digests = records?.records.compactMap(PACCDigest.init) ?? []
        if !digests.isEmpty { evidence.isAuthenticatedByDNSSEC = records?.isAuthenticated }
        let isVouchedFor = digests.contains { $0.matches(document.body) }
        guard digests.isEmpty || isVouchedFor else { return .failed(wrongDigest, isTemporary: false, evidence) }
        guard let configuration = PACCDocument(decoding: document.body) else {
            return .failed(malformed, isTemporary: false, evidence)
        }
        let trust: Trust = isVouchedFor ? .trusted : .unverified([.missingDigest])
        return .found(configuration.candidate(for: address, trust: trust), evidence)
    }

    private static let wrongDigest = LocalizedText(
        "The document is not the one that the domain's DNS vouches for.", zhHans: "该文档与域名 DNS 中的摘要不符。")
    private static let malformed = LocalizedText(
        "The document is no mail configuration in JSON.", zhHans: "该文档不是 JSON 格式的邮件配置。")
}
