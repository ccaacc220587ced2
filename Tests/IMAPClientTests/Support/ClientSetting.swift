import IMAPClient
import MailCore
import MailTestServers
import MailTransport
import NIOPosix

/// A client, and a certificate that it trusts.
struct ClientSetting {
    let folder: TemporaryFolder
    let certificate: TestCertificateFiles
    private let authorityFile: String
    let transcript = Transcript()
    var timeouts = Timeouts()

    init() throws {
        folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        authorityFile = authority.certificateFile
        certificate = try authority.issue(names: ["localhost"])
    }

    /// Lends a session with a server on this machine.
    func connect<Value: Sendable>(
        to port: UInt16, security: ConnectionSecurity = .plaintext, trusting file: String? = nil,
        body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: file ?? authorityFile))
        let options = TransportOptions(tls: tls, timeouts: timeouts, allowsPrivateAddresses: true)
        let target = TransportTarget(host: "localhost", port: port, security: security)
        return try await IMAPConnection.withConnection(
            to: target, on: MultiThreadedEventLoopGroup.singleton.any(), options: options, transcript: transcript,
            label: "test", body)
    }

    /// Lends a session with a server that follows the dialogue.
    func play<Value: Sendable>(
        _ dialogue: String, security: ConnectionSecurity = .plaintext, body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        try await ScriptedServer.withServer(
            dialogue, certificate: certificate, implicitTLS: security == .tls
        ) { port in
            try await connect(to: port, security: security, body: body)
        }
    }

    /// How the conversation fails; nil when it does not.
    func failure(
        _ dialogue: String, security: ConnectionSecurity = .plaintext,
        body: (IMAPConnection) async throws -> Void = { _ in }
    ) async throws -> IMAPError? {
        do {
            try await play(dialogue, security: security, body: body)
            return nil
        } catch let error as IMAPError {
            return error
        }
    }
}
