import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import MailTransport
import SASL
import Testing

/// Every mechanism, with a real server.
@Suite struct LoginDovecotTests {
    static let mechanisms: [(mechanism: String, command: String)] = [
        ("scram-sha-256", "AUTHENTICATE SCRAM-SHA-256"), ("scram-sha-1", "AUTHENTICATE SCRAM-SHA-1"),
        ("cram-md5", "AUTHENTICATE CRAM-MD5"), ("plain", "AUTHENTICATE PLAIN"), ("login", "AUTHENTICATE LOGIN"),
    ]

    /// Logs in, and gives the commands that did it.
    private func logIn(
        to server: DovecotServer, _ credentials: LoginCredentials, security: ConnectionSecurity = .tls
    ) async throws -> [String] {
        let setting = try ClientSetting()
        let result: Result<Void, any Error>
        do {
            let port = security == .tls ? server.ports.imaps : server.ports.imap
            try await setting.connect(to: port, security: security, trusting: server.certificateAuthorityFile) {
                try await $0.login(credentials)
                #expect(await $0.loginMechanism != nil)
                _ = try await $0.examine(.inbox)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        let lines = setting.transcript.lines
        #expect(!lines.joined().contains(DovecotConfiguration.password))
        try result.get()
        return lines.compactMap { line in
            line.firstRange(of: " C: ").map { String(line[$0.upperBound...].drop { $0 != " " }.dropFirst()) }
        }.filter { $0.contains("AUTHENTICATE") || $0.contains("LOGIN") }
    }

    private func password(_ password: String = DovecotConfiguration.password) -> LoginCredentials {
        LoginCredentials(username: "alice", secret: Secret(password))
    }

    @Test(arguments: mechanisms) func logsInAndFailsOnce(_ mechanism: String, _ command: String) async throws {
        var configuration = DovecotConfiguration()
        configuration.mechanisms = [mechanism]
        configuration.extraLines = "auth_verbose = yes"
        try await DovecotServer.withServer(configuration) { server in
            for security in [ConnectionSecurity.tls, .plaintext] {
                let commands = try await logIn(to: server, password(), security: security)
                #expect(commands.count == 1)
                #expect(commands.first?.hasPrefix(command) == true)
            }

            await #expect(throws: IMAPError.self) { _ = try await logIn(to: server, password("wrong")) }
            try await server.stop()  // so that the log is complete
            let attempts = server.log.split(separator: "\n").filter { $0.contains("auth failed, 1 attempts") }
            #expect(attempts.count == 1)
            #expect(!server.log.contains("auth failed, 2 attempts"))
        }
    }

    @Test func strongestIsChosen() async throws {
        var configuration = DovecotConfiguration()
        configuration.mechanisms = Self.mechanisms.map(\.mechanism).reversed()
        try await DovecotServer.withServer(configuration) { server in
            let commands = try await logIn(to: server, password())
            #expect(commands.first?.hasPrefix("AUTHENTICATE SCRAM-SHA-256") == true)
        }
    }

    /// Dovecot compares bytes, whatever the letters.
    @Test(arguments: ["密码 é", "=,=3D", "p\u{A0}w", "\u{FF21}"]) func passwordGoesAsItIs(_ text: String) async throws {
        var configuration = DovecotConfiguration()
        configuration.mechanisms = ["scram-sha-256"]
        configuration.passwords = ["alice": text]
        try await DovecotServer.withServer(configuration) { server in
            _ = try await logIn(to: server, password(text))
        }
    }

    @Test(arguments: [
        ("xoauth2", "AUTHENTICATE XOAUTH2", "401"), ("oauthbearer", "AUTHENTICATE OAUTHBEARER", "invalid_token"),
    ])
    func tokenIsShown(_ mechanism: String, _ command: String, _ status: String) async throws {
        try await HTTPTestServer.run(certificate: nil) { _, head in
            let isGood = head.contains("Authorization: Bearer good-token")
            return HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: isGood ? #"{"active":true,"username":"alice"}"# : #"{"active":false}"#)
        } body: { port in
            var configuration = DovecotConfiguration()
            configuration.mechanisms = ["plain", mechanism]
            configuration.tokenServer = port
            try await DovecotServer.withServer(configuration) { server in
                let good = LoginCredentials(username: "alice", secret: Secret("good-token"), kind: .accessToken)
                let commands = try await logIn(to: server, good)
                #expect(commands.count == 1)
                #expect(commands.first?.hasPrefix(command) == true)

                let bad = LoginCredentials(username: "alice", secret: Secret("stale-token"), kind: .accessToken)
                do {
                    _ = try await logIn(to: server, bad)
                    Issue.record("a stale token was taken")
                } catch IMAPError.tokenRefused(let failure, _) {
                    #expect(failure.status == status)
                }
            }
        }
    }
}
