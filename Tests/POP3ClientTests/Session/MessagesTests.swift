import MailCore
import MailTransport
import POP3Client
import Testing

@Suite struct MessagesTests {
    private func retrieve(
        _ dialogue: String, _ numbers: ClosedRange<UInt32>, offered: [String] = ["PIPELINING"],
        _ extent: MessageExtent = .whole
    ) async throws -> [ReceivedMessage] {
        try await POP3Setting().play(POP3Opening.text(offered) + dialogue) {
            try await $0.messages([WantedMessage](numbers), extent).all()
        }
    }

    @Test func messagesComeInOrder() async throws {
        let messages = try await retrieve(
            """
            C: RETR 1
            C: RETR 2
            C: RETR 3
            raw: +OK 7 octets\\r\\na\\r\\n..b\\r\\n.\\r\\n+OK\\r\\n.\\r
            raw: \\n+OK\\r\\nc\\r\\n.\\r\\n
            """, 1...3)
        #expect(messages == [ReceivedMessage(1, "a\r\n.b\r\n"), ReceivedMessage(2, ""), ReceivedMessage(3, "c\r\n")])
    }

    @Test func withoutPipeliningOneComesAfterTheOther() async throws {
        let messages = try await retrieve(
            "C: RETR 1\nS: +OK\nS: a\nS: .\nC: RETR 2\nS: +OK\nS: b\nS: .", 1...2, offered: [])
        #expect(messages == [ReceivedMessage(1, "a\r\n"), ReceivedMessage(2, "b\r\n")])
    }

    @Test func oneRefusedMessageIsOneMessage() async throws {
        let messages = try await retrieve(
            "C: RETR 1\nC: RETR 2\nC: RETR 3\nraw: -ERR [SYS/TEMP] no\\r\\n+OK\\r\\nb\\r\\n.\\r\\n-ERR gone\\r\\n",
            1...3)
        let first = POP3Reply(isPositive: false, code: .systemTemporary, text: Array("no".utf8))
        let last = POP3Reply(isPositive: false, text: Array("gone".utf8))
        #expect(
            messages == [
                ReceivedMessage(number: 1, refusal: first), ReceivedMessage(2, "b\r\n"),
                ReceivedMessage(number: 3, refusal: last),
            ])
    }

    /// What is no text is not touched, and what LIST had said of the size does not count.
    @Test func bytesAreAsTheServerSentThem() async throws {
        let messages = try await retrieve(
            "C: RETR 1\nraw: +OK 3 octets\\r\\n\\0\\xFF\\xFE\\n.\\n\\r.\\r\\n..\\r\\n\\r\\n.\\r\\n", 1...1)
        let text: [UInt8] = [0, 0xFF, 0xFE, 10, 46, 10, 13, 46, 13, 10, 46, 13, 10, 13, 10]
        #expect(messages == [ReceivedMessage(number: 1, text: text, size: 15)])
    }

    @Test func overlongLinesPass() async throws {
        let line = String(repeating: "x", count: 4 * ByteLimits.replyLine)
        #expect(try await retrieve("C: RETR 1\nS: +OK\nS: \(line)\nS: .", 1...1).first?.size == UInt64(line.count + 2))
    }

    @Test func headersAreHadByTop() async throws {
        let messages = try await retrieve(
            "C: TOP 1 0\nC: TOP 2 0\nS: +OK\nS: A: b\nS:  \nS: .\nS: -ERR no TOP", 1...2, .header(lines: 0))
        #expect(messages.first?.text.starts(with: "A: b\r\n".utf8) == true)
        #expect(messages.last?.refusal?.isPositive == false)
    }

    @Test(arguments: ["raw: +OK\\r\\nhalf", "raw: +OK\\r\\na\\r\\n", "raw: +OK\\r\\na\\r\\n.", "raw: +O"])
    func lostConnectionIsNotTheEndOfAMessage(_ begin: String) async throws {
        let dialogue = POP3Opening.text(["PIPELINING"]) + "C: RETR 1\nC: RETR 2\n\(begin)\nclose"
        let error = try await POP3Setting().failure(dialogue) {
            let messages = try await $0.messages([WantedMessage](1...2)).all()
            #expect(messages.isEmpty)
        }
        #expect(error == .transport(.closed(.established)))
    }

    @Test func messageWithoutEndTimesOut() async throws {
        var setting = try POP3Setting()
        setting.timeouts.silence = .milliseconds(100)
        let error = try await setting.failure(POP3Opening.text([]) + "C: RETR 1\nS: +OK\nS: a\nS:  .\nsilence") {
            _ = try await $0.messages([WantedMessage](1...1)).all()
        }
        #expect(error == .timedOut(command: "RETR"))
    }

    /// The answers that are still to come are passed over, and what follows is answered rightly.
    @Test func streamCanBeGivenUp() async throws {
        let statistics = try await POP3Setting().play(
            POP3Opening.text(["PIPELINING"])
                + "C: RETR 1\nC: RETR 2\nS: +OK\nS: a\nC: STAT\nS: b\nS: .\nS: +OK\nS: c\nS: .\nS: +OK 2 10"
        ) { connection in
            let stream = try await connection.messages([WantedMessage](1...2))
            #expect(try await stream.next() == .begins(MessageNumber(rawValue: 1)))
            await stream.passOver()
            return try await connection.statistics()
        }
        #expect(statistics.messages == 2)
    }

    /// Sent in one go, up to the window's limit, and topped up while messages come.
    @Test func windowIsToppedUp() async throws {
        let size = POP3Limits.pipelinedBytes / 2
        let messages = try await POP3Setting().play(
            POP3Opening.text(["PIPELINING"])
                + "C: RETR 1\nC: RETR 2\nS: +OK\nS: a\nS: .\nC: RETR 3\nS: +OK\nS: b\nS: .\nS: +OK\nS: c\nS: ."
        ) { try await $0.messages([WantedMessage](1...3, size: size)).all() }
        #expect(messages.map(\.number) == [1, 2, 3])
    }

    @Test func deletionIsMarkedAndUnmarked() async throws {
        let refused = try await POP3Setting().play(
            POP3Opening.text(["PIPELINING"])
                + "C: DELE 1\nC: DELE 2\nC: DELE 3\nS: +OK\nS: -ERR gone\nS: +OK\nC: RSET\nS: +OK"
        ) { connection in
            let refused = try await connection.markForDeletion([1, 2, 3].map(MessageNumber.init))
            try await connection.unmarkAll()
            return refused
        }
        #expect(refused == [MessageNumber(rawValue: 2): POP3Reply(isPositive: false, text: Array("gone".utf8))])
    }

    @Test func manyDeletionsAreMarkedInWindows() async throws {
        let count = 3 * ConversationLimits.pipelineDepth
        let commands = (1...count).map { "C: DELE \($0)\nS: +OK\n" }.joined()
        let refused = try await POP3Setting().play(POP3Opening.text(["PIPELINING"]) + commands) {
            try await $0.markForDeletion((1...UInt32(count)).map(MessageNumber.init))
        }
        #expect(refused.isEmpty)
    }
}
