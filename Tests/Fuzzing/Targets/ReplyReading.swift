internal import MailTransport
internal import NIOCore
internal import POP3Client
internal import SMTPClient

/// What replies tell, in words.
enum ReplyReading {
    static func pop3(_ pieces: [[UInt8]], _ expected: POP3Expectation) -> [String] {
        events(POP3ReplyDecoder(lineLimit: 1_024, messageLimit: 10_000), pieces, expected) { piece in
            if case .bytes(let bytes) = piece { return .bytes(Array(bytes.readableBytesView)) }
            return .words("\(piece)")
        }
    }

    static func smtp(_ pieces: [[UInt8]], _ expected: SMTPExpectation) -> [String] {
        events(SMTPReplyDecoder(lineLimit: 1_024), pieces, expected) { .words("\($0)") }
    }

    private enum Part {
        case words(String)
        case bytes([UInt8])
    }

    private static func events<Decoder: ReplyDecoder>(
        _ decoder: Decoder, _ pieces: [[UInt8]], _ expected: Decoder.Expectation, _ part: (Decoder.Piece) -> Part
    ) -> [String] {
        var decoder = decoder
        var told: [String] = []
        var body: [UInt8] = []
        func note(_ kind: String, _ part: Part) {
            switch part {
            case .bytes(let bytes): body += bytes
            case .words(let words):
                told.append("\(body)\(kind)\(words)")
                body = []
            }
        }
        do {
            for piece in pieces {
                decoder.append(ByteBuffer(bytes: piece))
                while let next = try decoder.next(expected) {
                    switch next {
                    case .challenge(let challenge): note("challenge", .words("\(challenge)"))
                    case .more(let piece): note("more", part(piece))
                    case .last(let piece): note("last", piece.map(part) ?? .words(""))
                    }
                }
            }
        } catch {
            told.append("\(body)error")
        }
        return told
    }
}
