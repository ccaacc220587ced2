import MailCore
import MailTestServers
import MailTransport
import NIOCore
import SASL
import SMTPClient
import Synchronization
import Testing

/// Whole sessions with a real server.
@Suite struct SubmissionTests {
    /// Runs a Dovecot that passes mail on to a server of the test's own.
    ///
    /// - Returns: what that server was told.
    private func withDovecot(
        _ mechanisms: [String], tokenServer: UInt16? = nil, body: (DovecotServer) async throws -> Void
    ) async throws -> [String] {
        let heard = Mutex<[String]>([])
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(YesServer { line in heard.withLock { $0.append(line) } })
        } body: { port in
            var configuration = DovecotConfiguration()
            configuration.mechanisms = mechanisms
            configuration.relayPort = port
            configuration.tokenServer = tokenServer
            try await DovecotServer.withServer(configuration, body)
        }
        return heard.withLock { $0 }
    }

    /// Logs in, asks for a sender, and gives the commands that were said.
    private func checkAccount(
        of server: DovecotServer, _ credentials: LoginCredentials, security: ConnectionSecurity = .tls
    ) async throws -> [String] {
        let setting = try SMTPSetting()
        let port = security == .tls ? server.ports.submissions : server.ports.submission
        try await setting.connect(to: port, security: security, trusting: server.certificateAuthorityFile) {
            #expect(await ($0.tls != nil) == (security != .plaintext))
            try await $0.login(credentials)
            try await $0.checkSender("alice@example.org")
            await $0.quit()
        }
        return setting.transcript.lines.compactMap { line in
            line.firstRange(of: " C: ").map { String(line[$0.upperBound...]) }
        }
    }

    private func password(_ password: String = DovecotConfiguration.password) -> LoginCredentials {
        LoginCredentials(username: "alice", secret: Secret(password))
    }

    @Test(arguments: [
        ("scram-sha-256", "AUTH SCRAM-SHA-256 ‹secret›"), ("scram-sha-1", "AUTH SCRAM-SHA-1 ‹secret›"),
        ("cram-md5", "AUTH CRAM-MD5"), ("plain", "AUTH PLAIN ‹secret›"), ("login", "AUTH LOGIN"),
    ])
    func letsInAndFailsOnce(_ mechanism: String, _ command: String) async throws {
        let heard = try await withDovecot([mechanism]) { server in
            for security in [ConnectionSecurity.tls, .starttls, .plaintext] {
                let commands = try await checkAccount(of: server, password(), security: security)
                #expect(commands.filter { $0.hasPrefix("AUTH") } == [command])
                #expect(commands.contains("MAIL FROM:<alice@example.org>"))
            }
            do {
                _ = try await checkAccount(of: server, password("wrong"))
                Issue.record("let in with a wrong password")
            } catch SMTPError.loginRefused(let reply) {
                #expect(reply.code == 535)
                #expect(reply.enhancedCode == EnhancedStatusCode(5, 7, 8))
            }
            try await server.stop()  // so that the log is complete
            let attempts = server.log.split(separator: "\n").filter { $0.contains("auth failed, 1 attempts") }
            #expect(attempts.count == 1)
            #expect(!server.log.contains("auth failed, 2 attempts"))
        }
        #expect(!heard.contains { $0.hasPrefix("DATA") || $0.hasPrefix("RCPT") || $0.hasPrefix("BDAT") })
    }

    @Test(arguments: [
        ("xoauth2", "AUTH XOAUTH2 ‹secret›", "401"), ("oauthbearer", "AUTH OAUTHBEARER ‹secret›", "invalid_token"),
    ])
    func tokenIsShown(_ mechanism: String, _ command: String, _ status: String) async throws {
        try await HTTPTestServer.run(certificate: nil) { _, head in
            let isGood = head.contains("Authorization: Bearer good-token")
            return HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: isGood ? #"{"active":true,"username":"alice"}"# : #"{"active":false}"#)
        } body: { port in
            _ = try await withDovecot(["plain", mechanism], tokenServer: port) { server in
                let good = LoginCredentials(username: "alice", secret: Secret("good-token"), kind: .accessToken)
                #expect(try await checkAccount(of: server, good).filter { $0.hasPrefix("AUTH") } == [command])
                let bad = LoginCredentials(username: "alice", secret: Secret("stale-token"), kind: .accessToken)
                do {
                    _ = try await checkAccount(of: server, bad)
                    Issue.record("a stale token was taken")
                } catch SMTPError.tokenRefused(let failure, _) {
                    #expect(failure.status == status)
                }
            }
        }
    }
}
