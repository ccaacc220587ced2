internal import AccountDiscovery
internal import DNSResolution
internal import MailCore
internal import MailTransport
internal import NIOCore

extension NetworkOptions {
    /// What all connections of a run have in common.
    ///
    /// - Parameter allowsPrivateAddresses: true for a host the user typed; discovered ones need
    ///   `--allow-private-hosts`.
    func transportOptions(allowsPrivateAddresses: Bool = false) throws(TransportError) -> TransportOptions {
        let tls = try TLSContext(
            TLSConfiguration(profile: tlsProfile, extraRootsFile: certificateAuthorityFile))
        var options = TransportOptions(
            tls: tls, timeouts: timeouts, allowsPrivateAddresses: allowsPrivateAddresses || allowPrivateHosts)
        let dns = DNSResolver(nameserver: nameserver.map { ($0.host, $0.port) }, timeout: timeouts.dns)
        options.dns = dns
        if nameserver != nil { options.resolver = { DNSNameResolver(dns, on: $0) } }
        return options
    }

    /// Finds settings as the options say.
    func accountResolver(_ options: DiscoveryOptions) throws(TransportError) -> AccountResolver {
        let resolver = DNSResolver(nameserver: nameserver.map { ($0.host, $0.port) }, timeout: timeouts.dns)
        return AccountResolver(SourceEnvironment(transport: try transportOptions(), dns: resolver), options)
    }
}
