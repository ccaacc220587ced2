internal import MailCore
package import MailTransport
package import NIOCore

/// What a command is answered with.
package enum POP3Expectation: Hashable, Sendable {
    /// One line.
    case status
    /// One line, and before it any number of challenges.
    case authentication
    /// When the answer is positive, lines follow, up to a limit.
    case rows(limit: Int)
    /// When the answer is positive, a message follows.
    case message
}

/// A part of an answer.
package enum POP3Piece: Hashable, Sendable {
    case status(POP3Reply)
    case row([UInt8])
    case bytes(ByteBuffer)
}

/// Bytes in, answers out. Messages pass through as slices of what was received.
package struct POP3ReplyDecoder: ReplyDecoder {
    private enum Mode {
        case status
        case rows(left: Int)
        case message(DotUnstuffer, left: UInt64)
    }

    private var framer: LineFramer
    private var mode = Mode.status
    private let messageLimit: UInt64

    package init(lineLimit: Int = ByteLimits.replyLine, messageLimit: UInt64 = ByteLimits.message) {
        framer = LineFramer(limit: lineLimit)
        self.messageLimit = messageLimit
    }

    package mutating func append(_ bytes: ByteBuffer) { framer.append(bytes) }

    package var remainder: ByteBuffer { framer.buffer }

    package mutating func next(_ expected: POP3Expectation?) throws(ConversationError) -> DecodedPiece<POP3Piece>? {
        switch mode {
        case .status: try nextStatus(expected)
        case .rows(let left): try nextRow(left: left)
        case .message(let unstuffer, let left): try nextBytes(unstuffer, left: left)
        }
    }

    private mutating func nextStatus(_ expected: POP3Expectation?) throws(ConversationError) -> DecodedPiece<POP3Piece>?
    {
        guard let line = try framer.nextLine() else { return nil }
        guard let expected else { throw .unsolicited(line.bytes) }
        if expected == .authentication, line.bytes.first == UInt8(ascii: "+"),
            line.bytes.count == 1 || line.bytes[1] == UInt8(ascii: " ")
        {
            return .challenge(Array(line.bytes.dropFirst(2)))
        }
        guard let reply = POP3Reply(line.bytes) else { throw .malformedReply }
        guard reply.isPositive else { return .last(.status(reply)) }
        switch expected {
        case .status, .authentication: return .last(.status(reply))
        case .rows(let limit): mode = .rows(left: limit)
        case .message: mode = .message(DotUnstuffer(takesBareLF: !line.hasCarriageReturn), left: messageLimit)
        }
        return .more(.status(reply))
    }

    private mutating func nextRow(left: Int) throws(ConversationError) -> DecodedPiece<POP3Piece>? {
        guard let line = try framer.nextLine() else { return nil }
        if line.bytes == [UInt8(ascii: ".")] {
            mode = .status
            return .last(nil)
        }
        guard left > 0 else { throw .limitExceeded(.lines) }
        mode = .rows(left: left - 1)
        return .more(.row(line.bytes.first == UInt8(ascii: ".") ? Array(line.bytes.dropFirst()) : line.bytes))
    }

    private mutating func nextBytes(
        _ unstuffer: DotUnstuffer, left: UInt64
    ) throws(ConversationError) -> DecodedPiece<POP3Piece>? {
        var unstuffer = unstuffer
        let event = framer.withBuffer { unstuffer.next(&$0) }
        switch event {
        case .end:
            mode = .status
            return .last(nil)
        case .bytes(let bytes):
            guard let left = left.subtracting(bytes.readableBytes) else { throw .limitExceeded(.message) }
            mode = .message(unstuffer, left: left)
            return .more(.bytes(bytes))
        case nil:
            mode = .message(unstuffer, left: left)
            return nil
        }
    }

    package static func weight(of piece: POP3Piece) -> Int {
        switch piece {
        case .status(let reply): reply.text.count + 64
        case .row(let row): row.count + 64
        case .bytes(let bytes): bytes.readableBytes
        }
    }

    package static func transcript(of piece: POP3Piece) -> String? {
        guard case .status(let reply) = piece else { return nil }
        let code = reply.code.map { "[\($0.name)] " } ?? ""
        return (reply.isPositive ? "+OK " : "-ERR ") + code + DisplayText.clean(bytes: reply.text)
    }

    package static func isPositive(_ piece: POP3Piece) -> Bool {
        if case .status(let reply) = piece { reply.isPositive } else { false }
    }
}

extension UInt64 {
    /// Nil when there is not so much.
    fileprivate func subtracting(_ count: Int) -> UInt64? {
        let (result, overflow) = subtractingReportingOverflow(UInt64(count))
        return overflow ? nil : result
    }
}
