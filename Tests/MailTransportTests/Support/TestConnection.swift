import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix

/// What the tests of this target have in common: an authority, and a client that trusts it.
struct TestSetting {
    let folder: TemporaryFolder
    let authority: TestCertificateAuthority
    var timeouts = Timeouts()

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
    }

    func options(
        profile: TLSProfile = .modern, verifies: Bool = true,
        observer: (@Sendable (TransportEvent) -> Void)? = nil
    ) throws -> TransportOptions {
        let configuration = TLSConfiguration(
            profile: profile, extraRootsFile: authority.certificateFile, verifiesCertificates: verifies)
        return TransportOptions(
            tls: try TLSContext(configuration), timeouts: timeouts, allowsPrivateAddresses: true, observer: observer)
    }
}

/// Connects, and closes the connection after the closure.
func withConnection<Result: Sendable>(
    to host: String = "localhost", port: UInt16, security: ConnectionSecurity = .tls, options: TransportOptions,
    configure: @escaping @Sendable (any Channel) throws -> Void = { _ in },
    body: (EstablishedConnection) async throws -> Result
) async throws -> Result {
    let target = TransportTarget(host: host, port: port, security: security)
    let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
    let connection = try await MailConnector.connect(
        to: target, on: eventLoop, options: options, configure: configure)
    do {
        let result = try await body(connection)
        try? await connection.channel.close()
        return result
    } catch {
        try? await connection.channel.close()
        throw error
    }
}

/// How connecting fails, or nil when it does not.
func failure(
    host: String = "localhost", port: UInt16, security: ConnectionSecurity = .tls, options: TransportOptions
) async throws -> TransportError? {
    do {
        return try await withConnection(to: host, port: port, security: security, options: options) { _ in nil }
    } catch let error as TransportError {
        return error
    }
}
