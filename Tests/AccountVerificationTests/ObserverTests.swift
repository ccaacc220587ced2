import AccountVerification
import MailCore
import MailTestServers
import MailTransport
import Synchronization
import Testing

/// What a check tells while it runs.
@Suite struct ObserverTests {
    private func events(_ dialogue: String, password: String) async throws -> ([VerificationEvent], VerificationReport)
    {
        let told = Mutex<[VerificationEvent]>([])
        let report = try await ScriptedServer.withServer(dialogue) { port in
            let options = TransportOptions(tls: try TLSContext(TLSConfiguration()), allowsPrivateAddresses: true)
            let settings = ServerSettings(
                protocol: .imap, host: "127.0.0.1", port: port, security: .plaintext, username: "alice")
            return await AccountVerifier(transport: options).verify(
                account: "alice", servers: [settings], secret: Secret(password)
            ) { event in told.withLock { $0.append(event) } }
        }
        return (told.withLock { $0 }, report)
    }

    @Test func `Every step is told as the report has it, and no secret that a server repeats`() async throws {
        let (events, report) = try await events(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN AGFsaWNlAGh1c2gtaHVzaA==
            S: TAG NO hush-hush is wrong
            close
            """, password: "hush-hush")
        let server = try #require(report.servers.first)
        let steps = server.steps.filter { $0.outcome != .skipped }
        #expect(events == [.began(server.settings)] + steps.map(VerificationEvent.finished))
        #expect(steps.last?.name == .login && steps.last?.outcome == .failed)
        #expect(steps.last?.diagnostics.first?.evidence?.contains("‹secret› is wrong") == true)
        #expect(!"\(events)".contains("hush-hush"))
    }
}
