import IMAPClient
import IMAPCodec
import MailCore
import MailTransport
import Testing

@Suite struct StartTLSTests {
    @Test func nothingSaidBeforeTLSCounts() async throws {
        let capabilities = try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready
            C: TAG STARTTLS
            S: TAG OK go
            tls
            C: TAG CAPABILITY
            S: * CAPABILITY IMAP4rev1 ID
            S: TAG OK done
            """, security: .starttls
        ) {
            #expect(await $0.tls?.version == "TLSv1.3")
            return await $0.capabilities
        }
        #expect(capabilities == [Capability(rawValue: "IMAP4rev1"), .id])
    }

    static let refusals: [(String, IMAPError)] = [
        ("S: * OK [CAPABILITY IMAP4rev1] ready", .startTLSNotOffered),
        ("S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome", .preauthenticatedWithoutTLS),
        (
            """
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
            C: TAG STARTTLS
            S: TAG NO not today
            """, .startTLSRefused(StatusResponse(.no, "not today"))
        ),
        (
            """
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
            C: TAG STARTTLS
            S: TAG BAD what
            """, .startTLSRefused(StatusResponse(.bad, "what"))
        ),
        (
            #"""
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
            C: TAG STARTTLS
            raw: TAG OK go\r\n* CAPABILITY AUTH=PLAIN\r\n
            """#, .transport(.startTLSInjection(Array("* CAPABILITY AUTH=PLAIN\r\n".utf8)))
        ),
        (
            #"""
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
            C: TAG STARTTLS
            raw: TAG OK go\r\n*
            """#, .transport(.startTLSInjection(Array("*".utf8)))
        ),
        (
            """
            S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
            C: TAG STARTTLS
            S: TAG OK go
            close
            """, .transport(.closed(.tls))
        ),
    ]

    @Test(arguments: refusals) func noTLSNoSession(_ dialogue: String, error: IMAPError) async throws {
        #expect(try await ClientSetting().failure(dialogue, security: .starttls) == error)
    }
}
