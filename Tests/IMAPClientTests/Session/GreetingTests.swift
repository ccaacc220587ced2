import IMAPClient
import IMAPCodec
import MailCore
import MailTransport
import Testing

@Suite struct GreetingTests {
    @Test func capabilitiesInTheGreetingSaveAQuestion() async throws {
        let capabilities = try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1 ID] ready") {
            #expect(await $0.greeting.text == Array("ready".utf8))
            return await $0.capabilities
        }
        #expect(capabilities == [Capability(rawValue: "IMAP4rev1"), .id])
    }

    @Test func capabilitiesAreAskedForOtherwise() async throws {
        let capabilities = try await ClientSetting().play(
            """
            S: * OK ready
            C: TAG CAPABILITY
            S: * CAPABILITY IMAP4rev1 ID
            S: TAG OK done
            logout
            """
        ) {
            let told = await $0.capabilities
            await $0.logout()
            return told
        }
        #expect(capabilities == [Capability(rawValue: "IMAP4rev1"), .id])
    }

    static let refusals: [(String, IMAPError)] = [
        ("* BYE too busy", .greetingRefused(StatusResponse(.bye, "too busy"))),
        ("* NO not you", .greetingRefused(StatusResponse(.no, "not you"))),
        ("* PREAUTH welcome", .preauthenticatedWithoutTLS),
        ("+OK POP3 ready", .notAMailServer(firstBytes: Array("+OK POP3 ready\r\n".utf8))),
        ("220 ESMTP", .notAMailServer(firstBytes: Array("220 ESMTP\r\n".utf8))),
        ("* 3 EXISTS", .notAMailServer(firstBytes: Array("* 3 EXISTS\r\n".utf8))),
        ("HTTP/1.1 400 Bad Request", .notAMailServer(firstBytes: Array("HTTP/1.1 400 Bad Request\r\n".utf8))),
    ]

    @Test(arguments: refusals) func otherGreetingsEndTheConversation(_ greeting: String, error: IMAPError) async throws
    {
        #expect(try await ClientSetting().failure("S: \(greeting)") == error)
    }

    @Test func serverThatHangsUpBeforeItGreets() async throws {
        guard case .transport(.closed)? = try await ClientSetting().failure("close") else {
            Issue.record("the end of the connection is not told")
            return
        }
    }

    @Test func silentServerIsGivenUp() async throws {
        var setting = try ClientSetting()
        setting.timeouts.greeting = .milliseconds(100)
        #expect(try await setting.failure("silence") == .timedOut(command: "greeting"))
    }

    @Test func preauthenticatedUnderTLSIsWelcome() async throws {
        let kind = try await ClientSetting().play(
            "S: * PREAUTH [CAPABILITY IMAP4rev1] welcome", security: .tls
        ) {
            #expect(await $0.tls != nil)
            return await $0.greeting.kind
        }
        #expect(kind == .preauth)
    }
}
