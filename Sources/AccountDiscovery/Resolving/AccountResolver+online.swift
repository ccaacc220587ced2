internal import DNSResolution
public import MailCore
internal import MailTransport

/// Whom a resolver asks.
public struct DiscoveryOptions: Sendable {
    /// The sources to ask, ``SourceName/url`` and ``SourceName/custom`` aside. `docs/discovery.md` says what each of
    /// them tells to whom.
    public var sources: Set<SourceName>
    /// An autoconfig document that the user named, which then is all that is asked for.
    public var document: String?
    /// Sources of your own, asked beside the others.
    public var ownSources: [any DiscoverySource]
    /// How long the other sources are waited for once the settings are known for certain; nil waits for all of them, and
    /// zero does not even ask them when a bundled profile answers.
    public var patience: Duration?
    /// Whether servers that were found are looked at without a login.
    public var looksAtServers: Bool

    /// Everything is asked, and the servers are looked at.
    public init() {
        sources = Set(SourceName.allCases)
        ownSources = []
        looksAtServers = true
    }
}

extension AccountResolver {
    /// A resolver that uses the network.
    ///
    /// - Parameters:
    ///   - options: whom to ask.
    ///   - timeouts: `discovery` is the time for everything.
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    /// - Throws: ``DiscoverySetupError`` when the PEM file cannot be used.
    public static func online(
        _ options: DiscoveryOptions = DiscoveryOptions(), timeouts: Timeouts = Timeouts(),
        extraRootsFile: String? = nil
    ) throws(DiscoverySetupError) -> AccountResolver {
        let tls: TLSContext
        do {
            tls = try TLSContext(TLSConfiguration(extraRootsFile: extraRootsFile))
        } catch {
            throw DiscoverySetupError(rootsFile: extraRootsFile ?? "")
        }
        let environment = SourceEnvironment(
            transport: TransportOptions(tls: tls, timeouts: timeouts), dns: DNSResolver(timeout: timeouts.dns))
        return AccountResolver(environment, options)
    }

    package init(_ environment: SourceEnvironment, _ options: DiscoveryOptions = DiscoveryOptions()) {
        self.init(environment, options, guesses: Guess.usual)
    }

    init(_ environment: SourceEnvironment, _ options: DiscoveryOptions, guesses: [Guess]) {
        let deadline = environment.transport.timeouts.discovery
        let probe = ServerProbe(transport: environment.transport, eventLoop: environment.eventLoop)
        let sources: [any DiscoverySource]
        if let document = options.document {
            sources = [AutoconfigSource.url(document, environment)]
        } else {
            sources =
                Self.sources(environment, GuessSource(probe: probe, guesses: guesses)).filter {
                    options.sources.contains($0.name)
                }
                + options.ownSources
        }
        self.init(
            sources: sources, limits: DiscoveryLimits(deadline: deadline, patience: options.patience ?? deadline),
            probe: options.looksAtServers ? probe : nil,
            policy: DiscoveredServerPolicy(allowsPrivateHosts: environment.transport.allowsPrivateAddresses))
    }

    private static func sources(_ environment: SourceEnvironment, _ guess: GuessSource) -> [any DiscoverySource] {
        [
            ProfileSource(),
            MailExchangerProfileSource(dns: environment.dns),
            PACCSource(environment: environment),
            AutoconfigSource.provider(environment),
            AutoconfigSource.wellKnown(environment),
            ServiceRecordSource(resolver: environment.dns),
            ISPDBSource(environment: environment),
            MailExchangerDocumentSource.provider(environment),
            MailExchangerDocumentSource.ispdb(environment),
            AutodiscoverSource(environment: environment),
            AutoconfigSource.plain(environment),
            guess,
        ]
    }
}

/// The file of extra certificates cannot be used.
public struct DiscoverySetupError: Error, Hashable, Sendable {
    /// Its path.
    public let rootsFile: String
}
