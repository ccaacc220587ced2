import MailCore
import MailTestServers
import MailTransport
import NIOPosix
import Testing

@testable import AccountDiscovery

/// Against servers that fail the test when anything more is said, such as a login.
@Suite struct ServerProbeTests {
    private let folder: TemporaryFolder
    private let authority: TestCertificateAuthority
    private let certificate: TestCertificateFiles

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
        certificate = try authority.issue(names: ["localhost"])
    }

    private func transport() throws -> TransportOptions {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
        return TransportOptions(tls: tls, allowsPrivateAddresses: true)
    }

    private static func server(_ kind: MailProtocol, _ security: ConnectionSecurity, port: UInt16) -> ServerSettings {
        ServerSettings(protocol: kind, host: "localhost", port: port, security: security, username: "alice")
    }

    private func look(
        _ kind: MailProtocol, _ security: ConnectionSecurity, port: UInt16, allowsPrivate: Bool = true
    ) async throws -> ServerSighting {
        var options = try transport()
        options.allowsPrivateAddresses = allowsPrivate
        let probe = ServerProbe(transport: options, eventLoop: MultiThreadedEventLoopGroup.singleton.any())
        return await probe.look(at: Self.server(kind, security, port: port))
    }

    @Test func `IMAP over TLS`() async throws {
        let sighting = try await ScriptedServer.withServer(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Coremail ready
            logout
            """, certificate: certificate, implicitTLS: true
        ) { try await look(.imap, .tls, port: $0) }
        #expect(sighting.outcome == .ready)
        #expect(sighting.greeting == "Coremail ready")
        #expect(sighting.capabilities == ["AUTH=PLAIN", "IMAP4REV1"])
        #expect(sighting.tlsVersion == "TLSv1.3")
    }

    @Test func `IMAP with STARTTLS`() async throws {
        let sighting = try await ScriptedServer.withServer(
            """
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready
            C: TAG STARTTLS
            S: TAG OK go
            tls
            C: TAG CAPABILITY
            S: * CAPABILITY IMAP4rev1 IDLE
            S: TAG OK done
            logout
            """, certificate: certificate
        ) { try await look(.imap, .starttls, port: $0) }
        #expect(sighting.outcome == .ready)
        #expect(sighting.capabilities == ["IDLE", "IMAP4REV1"])
    }

    @Test func `SMTP with STARTTLS`() async throws {
        let sighting = try await ScriptedServer.withServer(
            """
            S: 220 mail.example.org ESMTP
            C: EHLO [127.0.0.1]
            S: 250-mail.example.org
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            tls
            C: EHLO [127.0.0.1]
            S: 250-mail.example.org
            S: 250 AUTH PLAIN
            logout
            """, certificate: certificate
        ) { try await look(.smtp, .starttls, port: $0) }
        #expect(sighting.outcome == .ready)
        #expect(sighting.capabilities == ["AUTH PLAIN"])
        #expect(sighting.tlsVersion == "TLSv1.3")
    }

    @Test func `POP3 over TLS`() async throws {
        let sighting = try await ScriptedServer.withServer(
            """
            S: +OK ready
            C: CAPA
            S: +OK
            S: UIDL
            S: .
            logout
            """, certificate: certificate, implicitTLS: true
        ) { try await look(.pop3, .tls, port: $0) }
        #expect(sighting.outcome == .ready)
        #expect(sighting.capabilities == ["UIDL"])
    }

    @Test func `Words before TLS are an attack`() async throws {
        let sighting = try await ScriptedServer.withServer(
            """
            S: 220 hi
            C: EHLO [127.0.0.1]
            S: 250-hi
            S: 250 STARTTLS
            C: STARTTLS
            raw: 220 go\\r\\n250 injected\\r\\n
            logout
            """, certificate: certificate
        ) { try await look(.smtp, .starttls, port: $0) }
        #expect(sighting.outcome == .failed)
        #expect(!sighting.isTemporary)
    }

    @Test func `A certificate for another name is no server of ours`() async throws {
        let other = try authority.issue(names: ["mail.example.org"])
        let sighting = try await ScriptedServer.withServer(
            "logout", certificate: other, implicitTLS: true
        ) { try await look(.imap, .tls, port: $0) }
        #expect(sighting.outcome == .failed)
        #expect(!sighting.isTemporary)
    }

    @Test(arguments: MailProtocol.allCases)
    func `Something else that answers is no mail server`(kind: MailProtocol) async throws {
        let sighting = try await ScriptedServer.withServer("S: SSH-2.0-OpenSSH_9\nlogout") {
            try await look(kind, .starttls, port: $0)
        }
        #expect(sighting.reason?.english == "Something else answers there.")
    }

    @Test(arguments: MailProtocol.allCases)
    func `Nobody there may be somebody later`(kind: MailProtocol) async throws {
        let sighting = try await RefusedPort.hold { try await look(kind, .tls, port: $0) }
        #expect(sighting.outcome == .failed)
        #expect(sighting.isTemporary)
    }

    @Test func `Private addresses are not looked at`() async throws {
        let sighting = try await RefusedPort.hold { try await look(.imap, .tls, port: $0, allowsPrivate: false) }
        #expect(!sighting.isTemporary)
        #expect(sighting.reason?.english.contains("private address") == true)
    }

    /// Ends with the search, however long the server is silent.
    @Test(arguments: MailProtocol.allCases)
    func `Silence ends when nobody waits any more`(kind: MailProtocol) async throws {
        let (connections, connected) = AsyncStream.makeStream(of: Void.self)
        let probe = ServerProbe(transport: try transport(), eventLoop: MultiThreadedEventLoopGroup.singleton.any())
        let sighting = try await TestListener.run(configure: { _ in connected.finish() }) { port in
            let look = Task { await probe.look(at: Self.server(kind, .starttls, port: port)) }
            for await _ in connections {}
            look.cancel()
            return await look.value
        }
        #expect(sighting.outcome == .failed)
        #expect(sighting.isTemporary)
    }
}
