import AccountDiscovery
import AccountVerification
import DNSResolution
import MailCore
import MailTestServers
import MailTransport

/// A verifier that trusts a test authority.
struct VerificationSetting {
    let folder: TemporaryFolder
    let authority: TestCertificateAuthority
    let transcript = Transcript()
    var timeouts = Timeouts()
    var profile = TLSProfile.modern
    /// The port of a name server on 127.0.0.1 that is asked instead of the system's.
    var nameserver: UInt16?

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path, name: "Verification Root")
    }

    func verify(
        _ protocol: MailProtocol = .imap, host: String = "localhost", port: UInt16, security: ConnectionSecurity,
        password: String? = "secret", kind: SecretKind = .password, username: String = "alice",
        trusting file: String? = nil, provider: AutoconfigDocument? = nil
    ) async throws -> ServerReport {
        let settings = ServerSettings(
            protocol: `protocol`, host: host, port: port, security: security, username: username)
        let report = try await verify(
            [settings], password: password, kind: kind, trusting: file, provider: provider)
        guard let server = report.servers.first, report.servers.count == 1 else { throw MissingReport() }
        return server
    }

    /// Checks several servers of one account.
    func verify(
        _ servers: [ServerSettings], account: String = "alice@example.org", password: String? = "secret",
        kind: SecretKind = .password, trusting file: String? = nil, provider: AutoconfigDocument? = nil,
        observer: @escaping @Sendable (VerificationEvent) -> Void = { _ in }
    ) async throws -> VerificationReport {
        let context = try TLSContext(
            TLSConfiguration(profile: profile, extraRootsFile: file ?? authority.certificateFile))
        var options = TransportOptions(tls: context, timeouts: timeouts, allowsPrivateAddresses: true)
        if let nameserver {
            let dns = DNSResolver(nameserver: ("127.0.0.1", nameserver), timeout: timeouts.dns)
            options.dns = dns
            options.resolver = { DNSNameResolver(dns, on: $0) }
        }
        let verifier = AccountVerifier(transport: options, transcript: transcript)
        return await verifier.verify(
            account: account, servers: servers, secret: password.map { Secret($0) }, kind: kind, provider: provider,
            observer: observer)
    }

    struct MissingReport: Error {}
}

extension ServerReport {
    /// `name outcome` of each step.
    var summary: [String] { steps.map { "\($0.name.rawValue) \($0.outcome.rawValue)" } }

    var codes: [DiagnosticCode] { diagnostics.map(\.code) }
}
