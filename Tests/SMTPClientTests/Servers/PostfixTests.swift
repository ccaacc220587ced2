import MailCore
import MailTestServers
import MailTransport
import SASL
import SMTPClient
import Testing

/// Whole sessions with the server that most of the others are made of.
@Suite struct PostfixTests {
    private let alice = LoginCredentials(username: "alice", secret: Secret(PostfixConfiguration.password))

    /// Logs in, asks for a sender, and gives the commands that were said.
    private func checkAccount(
        of server: PostfixServer, _ credentials: LoginCredentials, from sender: String = "alice@example.org",
        security: ConnectionSecurity = .tls
    ) async throws -> [String] {
        let setting = try SMTPSetting()
        let port = security == .tls ? server.ports.submissions : server.ports.submission
        try await setting.connect(to: port, security: security, trusting: server.certificateAuthorityFile) {
            try await $0.login(credentials)
            try await $0.checkSender(sender)
            await $0.quit()
        }
        return setting.transcript.lines.compactMap { line in
            line.firstRange(of: " C: ").map { String(line[$0.upperBound...]) }
        }
    }

    @Test(arguments: [
        ("SCRAM-SHA-256", "AUTH SCRAM-SHA-256 ‹secret›"), ("SCRAM-SHA-1", "AUTH SCRAM-SHA-1 ‹secret›"),
        ("CRAM-MD5", "AUTH CRAM-MD5"), ("PLAIN", "AUTH PLAIN ‹secret›"), ("LOGIN", "AUTH LOGIN"),
    ])
    func `Each mechanism lets in, and a wrong password is tried once`(mechanism: String, command: String) async throws {
        var configuration = PostfixConfiguration()
        configuration.mechanisms = mechanism
        try await PostfixServer.withServer(configuration) { server in
            for security in [ConnectionSecurity.tls, .starttls] {
                let commands = try await checkAccount(of: server, alice, security: security)
                #expect(commands.filter { $0.hasPrefix("AUTH") } == [command])
                #expect(commands.contains("MAIL FROM:<alice@example.org>"))
            }
            do {
                _ = try await checkAccount(
                    of: server, LoginCredentials(username: "alice", secret: Secret("wrong")))
                Issue.record("let in with a wrong password")
            } catch SMTPError.loginRefused(let reply) {
                #expect(reply.code == 535)
                #expect(reply.enhancedCode == EnhancedStatusCode(5, 7, 8))
            }
            #expect(server.log.ranges(of: "authentication failed").count == 1)
        }
    }

    @Test func `The strongest is chosen`() async throws {
        var configuration = PostfixConfiguration()
        configuration.mechanisms = "LOGIN PLAIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256"
        try await PostfixServer.withServer(configuration) { server in
            let commands = try await checkAccount(of: server, alice)
            #expect(commands.contains("AUTH SCRAM-SHA-256 ‹secret›"))
        }
    }

    @Test func `Without TLS no way to log in is offered`() async throws {
        try await PostfixServer.withServer { server in
            _ = await #expect(throws: SMTPError.noLoginMethod(offered: [])) {
                _ = try await checkAccount(of: server, alice, security: .plaintext)
            }
        }
        var configuration = PostfixConfiguration()
        configuration.wantsTLS = false
        try await PostfixServer.withServer(configuration) { server in
            let commands = try await checkAccount(of: server, alice, security: .plaintext)
            #expect(commands.contains("AUTH PLAIN ‹secret›"))
        }
    }

    @Test func `Somebody else's address is refused`() async throws {
        var configuration = PostfixConfiguration()
        configuration.owners = ["bob@example.org": "bob", "alice@example.org": "alice"]
        try await PostfixServer.withServer(configuration) { server in
            _ = try await checkAccount(of: server, alice)
            do {
                _ = try await checkAccount(of: server, alice, from: "bob@example.org")
                Issue.record("she may send as Bob")
            } catch SMTPError.refused("MAIL FROM", let reply) {
                #expect(reply.code == 553)
                #expect(reply.enhancedCode == EnhancedStatusCode(5, 7, 1))
            }
        }
    }
}
