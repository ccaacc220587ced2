import IMAPClient
import MailCore
import MailTestServers
import MailTransport
import SASL
import Testing

/// Channel binding with a real server. Cyrus knows `tls-unique` alone, also where TLS 1.3 has none.
@Suite struct LoginCyrusTests {
    private func commands(_ extraLines: String, _ secret: String = CyrusConfiguration.password) async throws -> [String]
    {
        var configuration = CyrusConfiguration()
        configuration.mechanisms = "SCRAM-SHA-256 SCRAM-SHA-1"
        configuration.extraLines = extraLines
        let setting = try ClientSetting()
        try await CyrusServer.withServer(configuration) { server in
            try await setting.connect(
                to: server.ports.imaps, security: .tls, trusting: server.certificateAuthorityFile
            ) { try await $0.login(username: "alice", secret: Secret(secret)) }
        }
        return setting.transcript.lines.compactMap { line in
            line.firstRange(of: " AUTHENTICATE ").map { String(line[$0.upperBound...].prefix { $0 != " " }) }
        }
    }

    @Test func loginIsTiedToTheConnection() async throws {
        #expect(try await commands("tls_versions: tls1_2") == ["SCRAM-SHA-256-PLUS"])
    }

    @Test func bindingThatTheServerCannotMakeIsNotTried() async throws {
        #expect(try await commands("tls_versions: tls1_3") == ["SCRAM-SHA-256"])
    }

    @Test func wrongPasswordIsOneAttempt() async throws {
        await #expect(throws: IMAPError.self) { _ = try await commands("tls_versions: tls1_2", "wrong") }
    }
}
