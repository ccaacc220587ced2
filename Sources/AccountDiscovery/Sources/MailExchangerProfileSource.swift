internal import DNSResolution
internal import MailCore

/// The bundled profiles, by the hosts that take the domain's mail: company domains are often hosted by a provider we
/// know.
struct MailExchangerProfileSource: DiscoverySource {
    let name = SourceName.mailExchangerProfile
    let dns: DNSResolver

    func target(for address: EmailAddress) -> String { "\(address.domain) MX" }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        switch await inquiry.mailExchangers(through: dns) {
        case .success(let answer): Self.answer(for: inquiry.address, exchangers: answer)
        case .failure(let error): .mailExchangersUnknown(error)
        }
    }

    /// The hosts of a profile are our own data, so a forged answer can only choose among the providers we know. Still
    /// nobody but DNS says that this is the domain's provider.
    static func answer(for address: EmailAddress, exchangers: DNSAnswer<MailExchanger>) -> SourceAnswer {
        let evidence = Evidence(isAuthenticatedByDNSSEC: exchangers.isAuthenticated)
        guard let first = exchangers.records.first else { return .noMailExchangers(evidence) }
        let known = exchangers.records.lazy.compactMap { ProviderCatalog.profile(forMailExchanger: $0.host) }.first
        guard let profile = known else {
            let host = DisplayText.clean(first.host)
            return .absent(
                LocalizedText("No bundled profile has mail hosts like \(host).", zhHans: "内置资料中没有 \(host) 这样的收信主机。"),
                evidence)
        }
        let trust: Trust = exchangers.isAuthenticated ? .trusted : .unverified([.unauthenticatedDNS])
        return .profile(profile, source: .mailExchangerProfile, trust: trust, address: address, evidence: evidence)
    }
}

extension SourceAnswer {
    /// Whoever needs the MX records has none.
    static func mailExchangersUnknown(_ error: DNSError) -> SourceAnswer {
        switch error {
        case .nameNotFound: .absent(LocalizedText("There is no such domain.", zhHans: "没有这个域名。"))
        case .invalidName, .malformedAnswer:
            .failed(LocalizedText("The answer of DNS makes no sense.", zhHans: "DNS 的应答有误。"), isTemporary: false)
        case .unavailable, .timedOut: .failed(DiscoveryReason.dnsUnavailable, isTemporary: true)
        }
    }

    static func noMailExchangers(_ evidence: Evidence) -> SourceAnswer {
        .absent(LocalizedText("The domain has no MX records.", zhHans: "该域名没有 MX 记录。"), evidence)
    }
}
