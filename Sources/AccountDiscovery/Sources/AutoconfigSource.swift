internal import HTTPFetch
internal import MailCore

/// An autoconfig document of the provider itself, over https (draft-ietf-mailmaint-autoconfig §3.1), or one that
/// the user named.
struct AutoconfigSource: DiscoverySource {
    let name: SourceName
    let fetcher: HTTPFetcher
    let timeout: Duration
    /// The document to ask for.
    let location: @Sendable (EmailAddress) -> String

    /// `https://autoconfig.DOMAIN/mail/config-v1.1.xml`. The address is sent: some providers answer only then.
    static func provider(fetcher: HTTPFetcher, timeout: Duration) -> AutoconfigSource {
        AutoconfigSource(name: .autoconfig, fetcher: fetcher, timeout: timeout) { address in
            let query = address.description.addingPercentEncoding()
            return "https://autoconfig.\(address.domain)/mail/config-v1.1.xml?emailaddress=\(query)"
        }
    }

    /// `https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml`, which is asked without the address.
    static func wellKnown(fetcher: HTTPFetcher, timeout: Duration) -> AutoconfigSource {
        AutoconfigSource(name: .wellKnown, fetcher: fetcher, timeout: timeout) { address in
            "https://\(address.domain)/.well-known/autoconfig/mail/config-v1.1.xml"
        }
    }

    /// A URL the user typed.
    static func url(_ url: String, fetcher: HTTPFetcher, timeout: Duration) -> AutoconfigSource {
        AutoconfigSource(name: .url, fetcher: fetcher, timeout: timeout) { _ in url }
    }

    func target(for address: EmailAddress) -> String { location(address) }

    func ask(about address: EmailAddress) async -> SourceAnswer {
        guard let url = HTTPURL(location(address)) else { return .failed(FetchReason.noURL) }
        let document: HTTPDocument
        do {
            document = try await fetcher.get(url, timeout: timeout)
        } catch {
            let reason = FetchReason.text(of: error, source: name)
            return reason.isAbsence ? .absent(reason.text, hops: error.hops) : .failed(reason.text, hops: error.hops)
        }
        do {
            let autoconfig = try AutoconfigDocument(decoding: document.body)
            let trust: Trust = document.isSecure ? .trusted : .unverified([.plainHTTP])
            return .found(Candidate(autoconfig, source: name, trust: trust, address: address), hops: document.hops)
        } catch {
            return .failed(error.text, hops: document.hops)
        }
    }
}
