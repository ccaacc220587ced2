import MailCore
import MailTransport
import SMTPClient
import Testing

@Suite struct SMTPOpeningTests {
    @Test func greetingMayHaveManyLines() async throws {
        let (lines, names) = try await SMTPSetting().play(
            "S: 220-mx.example.org ESMTP\nS: 220-No spam\nS: 220 please\n"
                + SMTPOpening.hello(["SIZE 1000", "STARTTLS"])
        ) { (await $0.greeting.lines.count, await $0.capabilities.names) }
        #expect(lines == 3)
        #expect(names == ["SIZE", "STARTTLS"])
    }

    @Test func oldServerIsGreetedInTheOldWay() async throws {
        let capabilities = try await SMTPSetting().play(
            "S: 220 old\nC: EHLO [127.0.0.1]\nS: 500 what\nC: HELO [127.0.0.1]\nS: 250 old"
        ) { await $0.capabilities }
        #expect(capabilities == .none)
    }

    private static func reply(_ code: Int, _ text: String) -> SMTPReply {
        SMTPReply(code: code, lines: [Array(text.utf8)])
    }

    @Test(arguments: [
        ("S: 554 go away\nsilence", SMTPError.greetingRefused(reply(554, "go away"))),
        ("S: 421 later\nsilence", .greetingRefused(reply(421, "later"))),
        ("S: 220 a\nC: EHLO [127.0.0.1]\nS: 421 later\nsilence", .bye(reply(421, "later"))),
        ("S: 220 a\nC: EHLO [127.0.0.1]\nS: 450 later", .refused(command: "EHLO", reply(450, "later"))),
        (
            "S: 220 a\nC: EHLO [127.0.0.1]\nS: 502 what\nC: HELO [127.0.0.1]\nS: 550 no",
            .refused(command: "HELO", reply(550, "no"))
        ),
        ("S: 220 a\nC: EHLO [127.0.0.1]\nclose", .transport(.closed(.established))),
        ("S: 220 a\nC: EHLO [127.0.0.1]\nS: what", .protocolViolation(.malformedReply)),
    ])
    func refusalCarriesTheServersWords(_ dialogue: String, _ expected: SMTPError) async throws {
        #expect(try await SMTPSetting().failure(dialogue) == expected)
    }

    @Test(arguments: ["* OK IMAP4rev1 ready", "+OK POP3 ready", "SSH-2.0-OpenSSH"])
    func otherServiceIsRecognised(_ greeting: String) async throws {
        let error = try await SMTPSetting().failure("S: \(greeting)\nsilence")
        #expect(error == .notAMailServer(firstBytes: Array((greeting + "\r\n").utf8)))
    }

    @Test func silenceEndsTheWaiting() async throws {
        var setting = try SMTPSetting()
        setting.timeouts.greeting = .milliseconds(100)
        #expect(try await setting.failure("S: 220-wait\nsilence") == .timedOut(command: "greeting"))
    }

    @Test func startTLSBeginsAnew() async throws {
        let (names, isSecured) = try await SMTPSetting().play(
            SMTPOpening.text(["STARTTLS", "X-BEFORE"]) + "C: STARTTLS\nS: 220 begin\ntls\n"
                + SMTPOpening.hello(["X-AFTER"]),
            security: .starttls
        ) { (await $0.capabilities.names, await $0.tls != nil) }
        #expect(names == ["X-AFTER"])
        #expect(isSecured)
    }

    @Test(arguments: [
        (SMTPOpening.text(["SIZE"]), SMTPError.startTLSNotOffered),
        (SMTPOpening.text(["STARTTLS"]) + "C: STARTTLS\nS: 454 no", .startTLSRefused(reply(454, "no"))),
        (
            SMTPOpening.text(["STARTTLS"]) + "C: STARTTLS\nraw: 220 go\\r\\n250 x\\r\\n",
            .transport(.startTLSInjection(Array("250 x\r\n".utf8)))
        ),
        (SMTPOpening.text(["STARTTLS"]) + "C: STARTTLS\nS: 220 go\nclose", .transport(.closed(.tls))),
    ])
    func noTLSNoSession(_ dialogue: String, _ expected: SMTPError) async throws {
        #expect(try await SMTPSetting().failure(dialogue, security: .starttls) == expected)
    }

    @Test func goodbyeNeverFails() async throws {
        try await SMTPSetting().play(SMTPOpening.text([]) + "C: QUIT\nS: 221 bye\nclose") { await $0.quit() }
        try await SMTPSetting().play(SMTPOpening.text([]) + "C: QUIT\nclose") { await $0.quit() }
    }
}
