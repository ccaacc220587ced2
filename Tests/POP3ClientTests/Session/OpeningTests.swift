import MailCore
import MailTransport
import POP3Client
import Testing

@Suite struct OpeningTests {
    @Test func capabilitiesAreAskedFor() async throws {
        let dialogue = POP3Opening.text(["TOP", "UIDL", "SASL PLAIN"])
        let capabilities = try await POP3Setting().play(dialogue) { await $0.capabilities }
        #expect(capabilities.names == ["SASL", "TOP", "UIDL"])
        #expect(capabilities.areKnown)
    }

    @Test func serverWithoutCapabilitiesIsUsedAllTheSame() async throws {
        let dialogue =
            POP3Opening.bare
            + "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK\nC: CAPA\nS: -ERR\nC: STAT\nS: +OK 2 320 x"
        let statistics = try await POP3Setting().play(dialogue) {
            try await $0.login()
            return try await $0.statistics()
        }
        #expect(statistics == MailboxStatistics(messages: 2, size: 320))
    }

    @Test func endlessCapabilitiesEndTheConversation() async throws {
        let rows = (0...ByteLimits.replyLines).map { "X-\($0)" }
        #expect(try await POP3Setting().failure(POP3Opening.text(rows)) == .limitExceeded(.lines))
    }

    @Test func refusalCarriesTheServersWords() async throws {
        let error = try await POP3Setting().failure("S: -ERR [SYS/TEMP] not now\nsilence")
        #expect(
            error == .greetingRefused(POP3Reply(isPositive: false, code: .systemTemporary, text: Array("not now".utf8)))
        )
    }

    @Test(arguments: ["* OK IMAP4rev1 ready", "220 smtp.example.com ESMTP", "SSH-2.0-OpenSSH", "+"])
    func otherServiceIsRecognised(_ greeting: String) async throws {
        let error = try await POP3Setting().failure("S: \(greeting)\nsilence")
        #expect(error == .notAMailServer(firstBytes: Array((greeting + "\r\n").utf8)))
    }

    @Test func overlongGreetingIsNoMailServer() async throws {
        let line = String(repeating: "x", count: ByteLimits.replyLine + 1)
        guard case .notAMailServer? = try await POP3Setting().failure("raw: \(line)\nsilence") else {
            Issue.record("taken for a greeting")
            return
        }
    }

    @Test func silenceEndsTheWaiting() async throws {
        var setting = try POP3Setting()
        setting.timeouts.greeting = .milliseconds(100)
        #expect(try await setting.failure("silence") == .timedOut(command: "greeting"))
        setting = try POP3Setting()
        setting.timeouts.silence = .milliseconds(100)
        #expect(try await setting.failure("S: +OK\nC: CAPA\nsilence") == .timedOut(command: "CAPA"))
    }

    @Test func startTLSBeginsAnew() async throws {
        let (names, isSecured) = try await POP3Setting().play(
            POP3Opening.text(["STLS", "X-BEFORE"])
                + "C: STLS\nS: +OK begin\ntls\nC: CAPA\nS: +OK\nS: X-AFTER\nS: .", security: .starttls
        ) { (await $0.capabilities.names, await $0.tls != nil) }
        #expect(names == ["X-AFTER"])
        #expect(isSecured)
    }

    /// It cannot be known without trying.
    @Test func startTLSIsTriedWhereCapabilitiesAreUnknown() async throws {
        let isSecured = try await POP3Setting().play(
            POP3Opening.bare + "C: STLS\nS: +OK\ntls\nC: CAPA\nS: -ERR", security: .starttls
        ) { await $0.tls != nil }
        #expect(isSecured)
    }

    @Test(arguments: [
        (POP3Opening.text(["TOP"]), POP3Error.startTLSNotOffered),
        (
            POP3Opening.text(["STLS"]) + "C: STLS\nS: -ERR no",
            .startTLSRefused(POP3Reply(isPositive: false, text: Array("no".utf8)))
        ),
        (
            POP3Opening.text(["STLS"]) + "C: STLS\nraw: +OK go\\r\\n+OK\\r\\n",
            .transport(.startTLSInjection(Array("+OK\r\n".utf8)))
        ),
        (POP3Opening.text(["STLS"]) + "C: STLS\nraw: +OK go\\r\\n.", .transport(.startTLSInjection([46]))),
        (POP3Opening.text(["STLS"]) + "C: STLS\nS: +OK\nclose", .transport(.closed(.tls))),
    ])
    func noTLSNoSession(_ dialogue: String, _ expected: POP3Error) async throws {
        #expect(try await POP3Setting().failure(dialogue, security: .starttls) == expected)
    }

    /// Some say why they go, to nobody in particular.
    @Test func lastWordIsKept() async throws {
        let error = try await POP3Setting().failure(
            POP3Opening.text([]) + "C: NOOP\nraw: +OK\\r\\n-ERR [SYS/TEMP] idle\\r\\n\nclose"
        ) {
            try await $0.noop()
            while true { try await $0.noop() }
        }
        let bye = POP3Reply(isPositive: false, code: .systemTemporary, text: Array("idle".utf8))
        #expect(error == .bye(bye))
    }

    @Test func languageIsChosenWhereItCanBe() async throws {
        try await POP3Setting().play(POP3Opening.text(["LANG"]) + "C: LANG zh-Hans\nS: +OK zh-Hans") {
            try await $0.setLanguage("zh-Hans")
        }
        try await POP3Setting().play(POP3Opening.text([])) { try await $0.setLanguage("zh-Hans") }
    }

    @Test func goodbyeIsConfirmed() async throws {
        try await POP3Setting().play(POP3Opening.text([]) + "C: QUIT\nS: +OK bye\nclose") { try await $0.quit() }
        let error = try await POP3Setting().failure(POP3Opening.text([]) + "C: QUIT\nS: -ERR some not deleted\nclose") {
            try await $0.quit()
        }
        let reply = POP3Reply(isPositive: false, text: Array("some not deleted".utf8))
        #expect(error == .refused(command: "QUIT", reply))
    }

    @Test func cancellingEndsTheConversation() async throws {
        try await POP3Setting().play(POP3Opening.text([]) + "C: NOOP\nsilence") { connection in
            let task = Task { try await connection.noop() }
            task.cancel()
            await #expect(throws: POP3Error.self) { try await task.value }
        }
    }
}
