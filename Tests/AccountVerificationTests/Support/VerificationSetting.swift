import AccountVerification
import MailCore
import MailTestServers
import MailTransport

/// A verifier that trusts a test authority.
struct VerificationSetting {
    let folder: TemporaryFolder
    let authority: TestCertificateAuthority
    var timeouts = Timeouts()

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path, name: "Verification Root")
    }

    func verify(
        host: String = "localhost", port: UInt16, security: ConnectionSecurity, password: String? = "secret",
        username: String = "alice", trusting file: String? = nil
    ) async throws -> ServerReport {
        let context = try TLSContext(TLSConfiguration(extraRootsFile: file ?? authority.certificateFile))
        let verifier = AccountVerifier(
            transport: TransportOptions(tls: context, timeouts: timeouts, allowsPrivateAddresses: true))
        let settings = ServerSettings(
            protocol: .imap, host: host, port: port, security: security, username: username)
        let report = await verifier.verify(account: username, servers: [settings], secret: password.map { Secret($0) })
        guard let server = report.servers.first, report.servers.count == 1 else { throw MissingReport() }
        return server
    }

    struct MissingReport: Error {}
}

extension ServerReport {
    /// `name outcome` of each step.
    var summary: [String] { steps.map { "\($0.name.rawValue) \($0.outcome.rawValue)" } }

    var codes: [DiagnosticCode] { diagnostics.map(\.code) }
}
