internal import AccountDiscovery
internal import DNSResolution
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import ProviderSandbox

extension NetworkOptions {
    /// What all connections of a run have in common.
    ///
    /// - Parameter allowsPrivateAddresses: true for a host the user typed; discovered ones need
    ///   `--allow-private-hosts`.
    /// - Throws: ``TransportError`` for `--ca-file`, ``SecretError`` for the password of a proxy.
    func transportOptions(allowsPrivateAddresses: Bool = false) throws -> TransportOptions {
        let demo = DemoNetwork.current
        let tls = try TLSContext(
            TLSConfiguration(
                profile: tlsProfile, extraRootsFile: demo?.certificateAuthorityFile ?? certificateAuthorityFile))
        var options = TransportOptions(
            tls: tls, timeouts: timeouts,
            allowsPrivateAddresses: allowsPrivateAddresses || allowPrivateHosts || demo != nil)
        let dns = dnsResolver
        options.dns = asksDNS ? dns : nil
        options.proxy = try proxy.chosen()
        if nameserver != nil { options.resolver = { DNSNameResolver(dns, on: $0) } }
        if let demo { options.resolver = { RedirectingResolver(DNSNameResolver(dns, on: $0), port: demo.port) } }
        return options
    }

    /// Finds settings as the options say.
    func accountResolver(_ options: DiscoveryOptions) throws -> AccountResolver {
        var options = options
        if !asksDNS { options.sources = options.sources.filter { !$0.needsDNS } }
        return AccountResolver(
            SourceEnvironment(transport: try transportOptions(), dns: asksDNS ? dnsResolver : .silent), options)
    }

    /// Whoever uses a proxy may not want anybody else to be told which names are looked for.
    private var asksDNS: Bool { proxy.proxy == nil || nameserver != nil }

    private var dnsResolver: DNSResolver {
        let asked = DemoNetwork.current.map { ("127.0.0.1", $0.nameServerPort) }
        return DNSResolver(nameserver: asked ?? nameserver.map { ($0.host, $0.port) }, timeout: timeouts.dns)
    }
}
