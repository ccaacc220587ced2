package import DNSResolution
internal import HTTPFetch
internal import MailCore
package import MailTransport
internal import NIOCore
internal import NIOPosix

/// What the sources that use the network have in common.
package struct SourceEnvironment: Sendable {
    package var transport: TransportOptions
    let dns: DNSResolver
    let places: WebPlaces
    let eventLoop: any EventLoop
    /// For one document, redirects included.
    let timeout: Duration

    package init(transport: TransportOptions, dns: DNSResolver, places: WebPlaces = WebPlaces()) {
        self.transport = transport
        self.dns = dns
        self.places = places
        eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        timeout = transport.timeouts.discovery
    }

    /// Asks for documents over https only.
    var fetcher: HTTPFetcher { HTTPFetcher(on: eventLoop, options: transport) }

    /// Asks for an autoconfig document.
    ///
    /// - Parameter trust: in what it says when it came over https all the way; otherwise there is one doubt more.
    func autoconfig(
        at location: String, for address: EmailAddress, as source: SourceName, trust: Trust,
        through fetcher: HTTPFetcher? = nil
    ) async -> SourceAnswer {
        let document: HTTPDocument
        switch await fetch(location, as: source, through: fetcher ?? self.fetcher) {
        case .document(let found): document = found
        case .nothing(let answer): return answer
        }
        let evidence = Evidence(
            hops: document.hops, protection: document.isSecure ? .verified : Evidence.Protection.none)
        do {
            let autoconfig = try AutoconfigDocument(decoding: document.body)
            let doubt: Trust = document.isSecure ? .trusted : .unverified([.plainHTTP])
            let candidate = Candidate(
                autoconfig, source: source, trust: trust.combined(with: doubt), address: address)
            return .found(candidate, evidence)
        } catch {
            return .failed(error.text, isTemporary: false, evidence)
        }
    }

    /// A document, or what it means that there is none.
    enum Fetched: Sendable {
        case document(HTTPDocument)
        case nothing(SourceAnswer)
    }

    func fetch(
        _ location: String, asking question: HTTPQuestion = .xml, as source: SourceName, through fetcher: HTTPFetcher
    ) async -> Fetched {
        guard let url = HTTPURL(location) else { return .nothing(.failed(FetchReason.noURL, isTemporary: false)) }
        do {
            return .document(try await fetcher.ask(question, of: url, timeout: timeout))
        } catch {
            return .nothing(FetchReason(error, source: source).answer(after: error))
        }
    }
}
