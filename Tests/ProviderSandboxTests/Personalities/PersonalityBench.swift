import AccountDiscovery
import AccountVerification
import DNSResolution
import MailCore
import MailTransport
import ProviderSandbox

/// A network of the sandbox, as Godwit sees it: names by its name server, ports of the real world led to where they are here.
struct PersonalityBench {
    let network: SandboxNetwork
    let transport: TransportOptions
    private let dns: DNSResolver

    static func run<Value: Sendable>(
        _ personalities: SandboxPersonality..., body: (PersonalityBench) async throws -> Value
    ) async throws -> Value {
        try await SandboxNetwork.withNetwork(personalities.map { SandboxSite($0) }) { network in
            try await body(PersonalityBench(network))
        }
    }

    private init(_ network: SandboxNetwork) throws {
        self.network = network
        let dns = DNSResolver(nameserver: ("127.0.0.1", network.nameServerPort), timeout: .seconds(10))
        self.dns = dns
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: network.certificateAuthorityFile))
        transport = TransportOptions(
            tls: tls, resolver: { RedirectingResolver(DNSNameResolver(dns, on: $0), port: network.port) }, dns: dns,
            allowsPrivateAddresses: true)
    }

    /// What Godwit finds for the only account.
    func resolve() async throws -> DiscoveryReport {
        var options = DiscoveryOptions()
        options.looksAtServers = false
        return await AccountResolver(SourceEnvironment(transport: transport, dns: dns), options)
            .resolve(try EmailAddress(parsing: user.address))
    }

    var user: SandboxUser { network.providers[0].user("alice") }

    /// Checks all servers of the only account, as `godwit verify` does.
    func verify(secret: String, kind: SecretKind = .password) async throws -> VerificationReport {
        let report = try await resolve()
        guard let candidate = report.usableCandidates.first else { throw NothingFound() }
        return await AccountVerifier(transport: transport).verify(
            account: user.address, servers: MailProtocol.allCases.compactMap(candidate.preferredServer),
            secret: Secret(secret), kind: kind, provider: report.provider)
    }

    struct NothingFound: Error {}
}

extension VerificationReport {
    /// The first error of a protocol's server.
    func error(_ protocol: MailProtocol) -> DiagnosticCode? {
        servers.first { $0.settings.protocol == `protocol` }?.diagnostics.first { $0.severity >= .warning }?.code
    }
}
