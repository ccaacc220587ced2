import MailCore
import MailTransport
import NIOCore
import SMTPClient
import Testing

@Suite struct SMTPReplyDecoderTests {
    private func decode(
        _ text: String, expecting expected: SMTPExpectation? = .reply, lineLimit: Int = ByteLimits.replyLine
    ) throws -> DecodedPiece<SMTPReply>? {
        var decoder = SMTPReplyDecoder(lineLimit: lineLimit)
        decoder.append(ByteBuffer(string: text))
        return try decoder.next(expected)
    }

    private func reply(_ text: String) throws -> SMTPReply? {
        if case .last(let reply)? = try decode(text) { reply } else { nil }
    }

    @Test(
        arguments: [
            ("250\r\n", 250, nil, [""]), ("250 OK\n", 250, nil, ["OK"]),
            ("250-a\r\n250-b\r\n250 c\r\n", 250, nil, ["a", "b", "c"]),
            ("535 5.7.8 no\r\n", 535, EnhancedStatusCode(5, 7, 8), ["no"]),
            (
                "534-5.7.9 Please log in\r\n534 5.7.9 again\r\n", 534, EnhancedStatusCode(5, 7, 9),
                ["Please log in", "again"]
            ),
            ("250 2.1.0\r\n", 250, EnhancedStatusCode(2, 1, 0), [""]),
            ("550 4.7.8 other kind\r\n", 550, nil, ["4.7.8 other kind"]),
            ("550 5.7 short\r\n", 550, nil, ["5.7 short"]), ("550 5.1234.1 x\r\n", 550, nil, ["5.1234.1 x"]),
            ("454 4.7.0 later\r\n", 454, EnhancedStatusCode(4, 7, 0), ["later"]),
        ] as [(String, Int, EnhancedStatusCode?, [String])])
    func replyIsRead(_ text: String, _ code: Int, _ enhanced: EnhancedStatusCode?, _ lines: [String]) throws {
        #expect(try reply(text) == SMTPReply(code: code, enhancedCode: enhanced, lines: lines.map { Array($0.utf8) }))
    }

    @Test(arguments: [
        "ok\r\n", "\r\n", "25\r\n", "250x\r\n", "199 x\r\n", "600 x\r\n", "250-a\r\n251 b\r\n", "* OK IMAP\r\n",
        "+OK\r\n",
        "354 go on\r\n", "334 challenge\r\n", "2\u{FF}0 x\r\n",
    ])
    func otherLinesAreNone(_ text: String) {
        #expect(throws: ConversationError.malformedReply) { try decode(text) }
    }

    @Test func challengesComeOnlyInALogin() throws {
        #expect(try decode("334 abc=\r\n", expecting: .authentication) == .challenge(Array("abc=".utf8)))
        #expect(try decode("334\r\n", expecting: .authentication) == .challenge([]))
    }

    @Test func halfAnAnswerIsNone() throws {
        #expect(try decode("250-a\r\n250 b") == nil)
        #expect(try decode("250-a\r\n") == nil)
    }

    @Test func whatNobodyAskedForIsUnsolicited() {
        let words = Array("421 bye".utf8)
        #expect(throws: ConversationError.unsolicited(words)) { try decode("421 bye\r\n", expecting: nil) }
    }

    @Test(arguments: [(ByteLimits.replyLines, true), (ByteLimits.replyLines + 1, false)])
    func linesHaveALimit(_ count: Int, isTaken: Bool) throws {
        let text = String(repeating: "250-x\r\n", count: count - 1) + "250 x\r\n"
        if isTaken {
            #expect(try reply(text)?.lines.count == count)
        } else {
            #expect(throws: ConversationError.limitExceeded(.lines)) { try decode(text) }
        }
    }

    /// Sixteen lines of 16 KiB are as much as there may be.
    @Test(arguments: [(0, true), (1, false)]) func textHasALimit(_ excess: Int, isTaken: Bool) throws {
        let length = 1 << 14
        let line = "250-" + String(repeating: "x", count: length - 4)
        let last = "250 " + String(repeating: "x", count: length - 4 + excess)
        let text = String(repeating: line + "\n", count: ByteLimits.replyText / length - 1) + last + "\n"
        if isTaken {
            #expect(try decode(text) != nil)
        } else {
            #expect(throws: ConversationError.limitExceeded(.lines)) { try decode(text, lineLimit: length + 1) }
        }
    }

    @Test func garbageIsSurvived() {
        let parts = ["250", "334", "-", " ", "\r\n", "\n", "5.7.8", ".", "\0", "a", "\u{FF}", "99999"]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 1...12)).map { _ in parts.randomElement() ?? "" }.joined()
            for expected in [SMTPExpectation.reply, .authentication] { _ = try? decode(text, expecting: expected) }
        }
    }
}
