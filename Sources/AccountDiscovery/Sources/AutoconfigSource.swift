internal import HTTPFetch
internal import MailCore

/// An autoconfig document of the provider itself (draft-ietf-mailmaint-autoconfig §3.1), or one that the user named.
struct AutoconfigSource: DiscoverySource {
    let name: SourceName
    let environment: SourceEnvironment
    let fetcher: HTTPFetcher
    /// The document to ask for.
    let location: @Sendable (EmailAddress) -> String

    /// `https://autoconfig.DOMAIN/mail/config-v1.1.xml`. The address is sent: some providers answer only then.
    static func provider(_ environment: SourceEnvironment) -> AutoconfigSource {
        AutoconfigSource(name: .autoconfig, environment: environment, fetcher: environment.fetcher) { address in
            let query = address.description.addingPercentEncoding()
            return environment.places.https(
                "autoconfig.\(address.domain)", "mail/config-v1.1.xml?emailaddress=\(query)")
        }
    }

    /// `https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml`, which is asked without the address.
    static func wellKnown(_ environment: SourceEnvironment) -> AutoconfigSource {
        AutoconfigSource(name: .wellKnown, environment: environment, fetcher: environment.fetcher) { address in
            environment.places.https(address.domain, ".well-known/autoconfig/mail/config-v1.1.xml")
        }
    }

    /// `http://autoconfig.DOMAIN/mail/config-v1.1.xml`, which is asked without the address: anybody could read it.
    static func plain(_ environment: SourceEnvironment) -> AutoconfigSource {
        let fetcher = HTTPFetcher(
            on: environment.eventLoop, options: environment.transport, permitsPlainHTTP: true)
        return AutoconfigSource(name: .plainAutoconfig, environment: environment, fetcher: fetcher) { address in
            environment.places.http("autoconfig.\(address.domain)", "mail/config-v1.1.xml")
        }
    }

    /// A URL the user typed.
    static func url(_ url: String, _ environment: SourceEnvironment) -> AutoconfigSource {
        let fetcher = HTTPFetcher(on: environment.eventLoop, options: environment.transport, trustsFirstURL: true)
        return AutoconfigSource(name: .url, environment: environment, fetcher: fetcher) { _ in url }
    }

    func target(for address: EmailAddress) -> String { location(address) }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let address = inquiry.address
        return await environment.autoconfig(
            at: location(address), for: address, as: name, trust: .trusted, through: fetcher)
    }
}
