internal import MailCore
package import MailTransport
package import NIOCore

/// What a command is answered with.
package enum SMTPExpectation: Hashable, Sendable {
    case reply
    /// An answer, and before it any number of challenges (334).
    case authentication
}

/// Bytes in, answers out.
package struct SMTPReplyDecoder: ReplyDecoder {
    package typealias Piece = SMTPReply

    private var framer: LineFramer
    /// The lines of an answer that is not complete.
    private var code: Int?
    private var texts: [[UInt8]] = []
    private var bytes = 0

    package init(lineLimit: Int = ByteLimits.replyLine) { framer = LineFramer(limit: lineLimit) }

    package mutating func append(_ bytes: ByteBuffer) { framer.append(bytes) }

    package var remainder: ByteBuffer { framer.buffer }

    package mutating func next(_ expected: SMTPExpectation?) throws(ConversationError) -> DecodedPiece<SMTPReply>? {
        while let line = try framer.nextLine() {
            guard let expected else { throw .unsolicited(line.bytes) }
            guard let part = try take(line.bytes) else { continue }
            if part.code == 334, expected == .authentication { return .challenge(part.texts.last ?? []) }
            // Only a login is answered like this (RFC 4954 §6); 354 answers DATA, which is never said.
            guard part.code < 300 || part.code >= 400 else { throw .malformedReply }
            return .last(SMTPReply(code: part.code, texts: part.texts))
        }
        return nil
    }

    /// - Returns: the answer when this was its last line.
    private mutating func take(_ bytes: [UInt8]) throws(ConversationError) -> (code: Int, texts: [[UInt8]])? {
        guard let line = SMTPReply.Line(bytes), line.code == code ?? line.code else { throw .malformedReply }
        self.bytes += bytes.count
        guard texts.count < ByteLimits.replyLines, self.bytes <= ByteLimits.replyText else {
            throw .limitExceeded(.lines)
        }
        code = line.code
        texts.append(line.text)
        guard line.isLast else { return nil }
        defer { (code, texts, self.bytes) = (nil, [], 0) }
        return (line.code, texts)
    }

    package static func weight(of piece: SMTPReply) -> Int { piece.lines.reduce(64) { $0 + $1.count + 32 } }

    package static func transcript(of piece: SMTPReply) -> String? {
        let prefix = "\(piece.code) " + (piece.enhancedCode.map { "\($0) " } ?? "")
        return piece.lines.map { prefix + DisplayText.clean(bytes: $0) }.joined(separator: "\n")
    }

    package static func isPositive(_ piece: SMTPReply) -> Bool { piece.isPositive }
}
