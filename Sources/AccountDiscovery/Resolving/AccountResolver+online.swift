package import DNSResolution
internal import HTTPFetch
public import MailCore
package import MailTransport
internal import NIOPosix

extension AccountResolver {
    /// Asks the bundled profiles, the provider over https, and DNS; with a document's URL just that document.
    ///
    /// - Parameters:
    ///   - timeouts: `discovery` is the time for everything.
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    ///   - documentAt: an autoconfig document the user named.
    /// - Throws: ``DiscoverySetupError`` when the PEM file cannot be used.
    public static func online(
        timeouts: Timeouts = Timeouts(), extraRootsFile: String? = nil, documentAt url: String? = nil
    ) throws(DiscoverySetupError) -> AccountResolver {
        let tls: TLSContext
        do {
            tls = try TLSContext(TLSConfiguration(extraRootsFile: extraRootsFile))
        } catch {
            throw DiscoverySetupError(rootsFile: extraRootsFile ?? "")
        }
        return AccountResolver(
            transport: TransportOptions(tls: tls, timeouts: timeouts), dns: DNSResolver(timeout: timeouts.dns),
            documentAt: url)
    }

    package init(transport: TransportOptions, dns: DNSResolver, documentAt url: String? = nil) {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        let deadline = transport.timeouts.discovery
        if let url {
            let fetcher = HTTPFetcher(on: eventLoop, options: transport, trustsFirstURL: true)
            self.init(sources: [AutoconfigSource.url(url, fetcher: fetcher, timeout: deadline)], deadline: deadline)
        } else {
            let fetcher = HTTPFetcher(on: eventLoop, options: transport)
            self.init(
                sources: [
                    ProfileSource(),
                    AutoconfigSource.provider(fetcher: fetcher, timeout: deadline),
                    AutoconfigSource.wellKnown(fetcher: fetcher, timeout: deadline),
                    ServiceRecordSource(resolver: dns),
                ], deadline: deadline)
        }
    }
}

/// The file of extra certificates cannot be used.
public struct DiscoverySetupError: Error, Hashable, Sendable {
    public let rootsFile: String
}
