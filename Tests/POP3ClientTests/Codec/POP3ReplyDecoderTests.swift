import MailCore
import MailTransport
import NIOCore
import POP3Client
import Testing

@Suite struct POP3ReplyDecoderTests {
    private func decode(
        _ text: String, expecting expected: POP3Expectation?, lineLimit: Int = 100, messageLimit: UInt64 = 100
    ) throws -> [DecodedPiece<POP3Piece>] {
        var decoder = POP3ReplyDecoder(lineLimit: lineLimit, messageLimit: messageLimit)
        decoder.append(ByteBuffer(string: text))
        var pieces: [DecodedPiece<POP3Piece>] = []
        while let piece = try decoder.next(expected) {
            pieces.append(piece)
            if case .last = piece { break }
        }
        return pieces
    }

    private func reply(_ line: String) throws -> POP3Reply? {
        guard case .last(.status(let reply)?)? = try decode(line + "\r\n", expecting: .status).first else { return nil }
        return reply
    }

    @Test(
        arguments: [
            ("+OK", true, nil, ""), ("+OK 2 320", true, nil, "2 320"), ("+ok  words", true, nil, "words"),
            ("-ERR", false, nil, ""), ("-ERR [IN-USE] in use", false, .inUse, "in use"),
            ("-ERR [login-delay] wait", false, .loginDelay, "wait"),
            ("-ERR [SYS/TEMP] x", false, .systemTemporary, "x"),
            ("-ERR [SYS/PERM]", false, .systemPermanent, ""), ("-ERR [AUTH] no", false, .authentication, "no"),
            ("-ERR [UTF8] no", false, .utf8, "no"), ("-ERR [x-y] no", false, .other("X-Y"), "no"),
            ("-ERR [no code] no", false, nil, "[no code] no"), ("-ERR [] no", false, nil, "[] no"),
            ("-ERR [half", false, nil, "[half"),
        ] as [(String, Bool, POP3ResponseCode?, String)])
    func statusIsRead(_ line: String, _ isPositive: Bool, _ code: POP3ResponseCode?, _ text: String) throws {
        #expect(try reply(line) == POP3Reply(isPositive: isPositive, code: code, text: Array(text.utf8)))
    }

    @Test(arguments: ["", "* OK", "220 ready", "+OKAY", "OK", "+", "+ next", "\0"]) func otherLinesAreNone(
        _ line: String
    ) {
        #expect(throws: ConversationError.malformedReply) { try reply(line) }
    }

    @Test func challengesComeOnlyInALogin() throws {
        #expect(try decode("+ abc=\r\n", expecting: .authentication) == [.challenge(Array("abc=".utf8))])
        #expect(try decode("+\r\n", expecting: .authentication) == [.challenge([])])
        #expect(throws: ConversationError.malformedReply) { try decode("+abc\r\n", expecting: .authentication) }
    }

    @Test func whatNobodyAskedForIsUnsolicited() {
        let words = Array("-ERR bye".utf8)
        #expect(throws: ConversationError.unsolicited(words)) { try decode("-ERR bye\r\n", expecting: nil) }
    }

    @Test(arguments: [(2, true), (1, false)]) func rowsHaveALimit(_ limit: Int, isTaken: Bool) throws {
        let text = "+OK\r\n..a\r\nb\r\n.\r\n"
        if isTaken {
            let rows = try decode(text, expecting: .rows(limit: limit)).dropFirst()
            #expect(rows == [.more(.row([46, 97])), .more(.row([98])), .last(nil)])
        } else {
            #expect(throws: ConversationError.limitExceeded(.lines)) {
                try decode(text, expecting: .rows(limit: limit))
            }
        }
    }

    @Test func refusedListingHasNoRows() throws {
        let pieces = try decode("-ERR no\r\n1 2\r\n", expecting: .rows(limit: 5))
        #expect(pieces == [.last(.status(POP3Reply(isPositive: false, text: Array("no".utf8))))])
    }

    @Test(arguments: [(10, true), (9, false)] as [(UInt64, Bool)]) func messageHasALimit(_ limit: UInt64, isTaken: Bool)
        throws
    {
        let text = "+OK\r\n12345678\r\n.\r\n"
        if isTaken {
            let pieces = try decode(text, expecting: .message, messageLimit: limit)
            #expect(pieces.last == .last(nil))
        } else {
            #expect(throws: ConversationError.limitExceeded(.message)) {
                try decode(text, expecting: .message, messageLimit: limit)
            }
        }
    }

    /// The line counts with its carriage return, and whether its end has come or not.
    @Test(arguments: [
        (99, "\r\n", true), (100, "\r\n", false), (100, "\n", true), (101, "\n", false), (100, "", true),
        (101, "", false),
    ])
    func lineHasALimit(_ count: Int, _ end: String, isTaken: Bool) throws {
        let line = "+OK " + String(repeating: "x", count: count - 4) + end
        if isTaken {
            _ = try decode(line, expecting: .status)
        } else {
            #expect(throws: ConversationError.limitExceeded(.line)) { try decode(line, expecting: .status) }
        }
    }

    @Test func messageHasNoLimitOfItsLines() throws {
        let line = String(repeating: "x", count: 90)
        let pieces = try decode("+OK\r\n\(line)\(line)\r\n.\r\n", expecting: .message, messageLimit: 1_000)
        #expect(pieces.last == .last(nil))
    }

    /// A server's garbage leads to an error or to nothing, and never to a trap.
    @Test func garbageIsSurvived() {
        let parts = ["+OK", "-ERR", "+ ", "\r\n", "\n", ".", "..", "\r", "[", "]", "a", "\0", "1 2", "\u{FF}"]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 1...12)).map { _ in parts.randomElement() ?? "" }.joined()
            for expected in [POP3Expectation.status, .authentication, .rows(limit: 3), .message] {
                _ = try? decode(text, expecting: expected)
            }
        }
    }
}
