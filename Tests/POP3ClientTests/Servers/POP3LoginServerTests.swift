import MailCore
import MailTestServers
import MailTransport
import POP3Client
import SASL
import Testing

/// Every mechanism, with real servers.
@Suite struct POP3LoginServerTests {
    /// Logs in, and gives the commands that did it.
    private func logIn<Configuration: ServerConfiguration>(
        to server: MailServer<Configuration>, _ credentials: LoginCredentials, security: ConnectionSecurity = .tls
    ) async throws -> [String] {
        let setting = try POP3Setting()
        let result: Result<Void, any Error>
        do {
            let port = security == .tls ? server.ports.pop3s : server.ports.pop3
            try await setting.connect(to: port, security: security, trusting: server.certificateAuthorityFile) {
                try await $0.login(credentials)
                _ = try await $0.statistics()
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        let lines = setting.transcript.lines
        #expect(!lines.joined().contains(Configuration.password))
        try result.get()
        return lines.compactMap { line in line.firstRange(of: " C: ").map { String(line[$0.upperBound...]) } }
            .filter { ["AUTH", "APOP", "USER", "PASS"].contains($0.prefix(4)) }
    }

    private func password(_ password: String = DovecotConfiguration.password) -> LoginCredentials {
        LoginCredentials(username: "alice", secret: Secret(password))
    }

    @Test(arguments: [
        ("scram-sha-256", ["AUTH SCRAM-SHA-256"]), ("scram-sha-1", ["AUTH SCRAM-SHA-1"]),
        ("cram-md5", ["AUTH CRAM-MD5"]),
        ("plain", ["AUTH PLAIN"]), ("login", ["AUTH LOGIN"]),
    ])
    func dovecotLetsInAndFailsOnce(_ mechanism: String, _ commands: [String]) async throws {
        var configuration = DovecotConfiguration()
        configuration.mechanisms = [mechanism]
        try await DovecotServer.withServer(configuration) { server in
            for security in [ConnectionSecurity.tls, .plaintext] {
                #expect(try await logIn(to: server, password(), security: security) == commands)
            }
            do {
                _ = try await logIn(to: server, password("wrong"))
                Issue.record("let in with a wrong password")
            } catch POP3Error.loginRefused(let reply) {
                #expect(reply.code == .authentication)
            }
            try await server.stop()  // so that the log is complete
            let attempts = server.log.split(separator: "\n").filter { $0.contains("auth failed, 1 attempts") }
            #expect(attempts.count == 1)
            #expect(!server.log.contains("auth failed, 2 attempts"))
        }
    }

    @Test func dovecotTakesAPOP() async throws {
        var configuration = DovecotConfiguration()
        configuration.mechanisms = ["apop"]
        try await DovecotServer.withServer(configuration) { server in
            let commands = try await logIn(to: server, password(), security: .plaintext)
            #expect(commands == ["APOP alice ‹secret›"])
            // Under TLS the commands come first; Dovecot knows them by name only.
            let others = try await logIn(to: server, password())
            #expect(others == ["USER alice", "PASS ‹secret›", "APOP alice ‹secret›"])
        }
    }

    @Test func mailutilsTakesCommands() async throws {
        try await MailutilsServer.withServer { server in
            let name = server.configuration.loginName(of: "alice")
            let good = LoginCredentials(username: name, secret: Secret(MailutilsConfiguration.password))
            #expect(try await logIn(to: server, good) == ["USER alice@localhost", "PASS ‹secret›"])
            do {
                _ = try await logIn(to: server, LoginCredentials(username: name, secret: Secret("wrong")))
                Issue.record("let in with a wrong password")
            } catch POP3Error.loginRefused(let reply) {
                #expect(reply.code == .authentication)
            }
        }
    }

    @Test func courierTakesMechanismsAndCommands() async throws {
        try await CourierServer.withServer { server in
            let commands = try await logIn(to: server, password())
            #expect(commands == ["USER alice", "PASS ‹secret›"])
            await #expect(throws: POP3Error.self) { _ = try await logIn(to: server, password("wrong")) }
        }
        var configuration = CourierConfiguration()
        configuration.pop3Mechanisms = "LOGIN CRAM-MD5 PLAIN"
        try await CourierServer.withServer(configuration) { server in
            let commands = try await logIn(to: server, password())
            #expect(commands == ["AUTH PLAIN"])
            // CRAM-MD5 is announced and cannot work with a digest of the password. There is one attempt all the same.
            await #expect(throws: POP3Error.self) { _ = try await logIn(to: server, password(), security: .plaintext) }
        }
    }

    @Test(arguments: [("xoauth2", "AUTH XOAUTH2", "401"), ("oauthbearer", "AUTH OAUTHBEARER", "invalid_token")])
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
                #expect(try await logIn(to: server, good) == [command])
                let bad = LoginCredentials(username: "alice", secret: Secret("stale-token"), kind: .accessToken)
                do {
                    _ = try await logIn(to: server, bad)
                    Issue.record("a stale token was taken")
                } catch POP3Error.tokenRefused(let failure, _) {
                    #expect(failure.status == status)
                }
            }
        }
    }
}
