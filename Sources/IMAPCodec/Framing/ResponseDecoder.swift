package import NIOCore
internal import MailCore

/// Bytes in, responses out. Bodies pass through as slices of what was received.
///
/// The stream is framed before it is parsed: line ends and literal sizes alone decide where a response ends, so
/// the grammar always sees a whole response and a strange one can never put the connection out of step.
package struct ResponseDecoder: Sendable {
    package enum Event: Hashable, Sendable {
        case response(Response)
        /// A FETCH response has come to its BODY[]; the attributes are those that stood before it.
        case bodyBegins(FetchAttributes, size: UInt64)
        case bodyBytes(ByteBuffer)
        /// The same FETCH response is complete; these are all its attributes.
        case bodyEnds(FetchAttributes)
    }

    private enum State {
        case line
        case inlineLiteral(remaining: Int)
        case body(remaining: UInt64)
    }

    private var buffer = ByteBuffer()
    /// Bytes of `buffer` already searched for a line end, so that one byte a read stays linear.
    private var searched = 0
    private var state = State.line
    private var assembly = ResponseAssembly()
    private let lineLimit: Int
    private let literalLimit: Int

    package init(lineLimit: Int = ByteLimits.imapLine, literalLimit: Int = ByteLimits.imapInlineLiteral) {
        self.lineLimit = lineLimit
        self.literalLimit = literalLimit
    }

    package mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            var bytes = bytes
            // Without this, reads that always end inside a line would keep all that was ever decoded.
            buffer.discardReadBytes()
            buffer.writeBuffer(&bytes)
        }
    }

    /// What was received and not yet told of by an event. Must be empty when TLS takes over (RFC 9051 §6.2.1).
    package var remainder: ByteBuffer { buffer }

    /// The next event; nil when more bytes are needed.
    package mutating func next() throws(IMAPParseError) -> Event? {
        while true {
            switch state {
            case .line:
                guard let line = try readLine() else { return nil }
                if let event = try lineReceived(line) { return event }
            case .inlineLiteral(let remaining):
                let count = min(remaining, buffer.readableBytes)
                guard count > 0 || remaining == 0 else { return nil }
                assembly.appendLiteralBytes(buffer.readSlice(length: count))
                state = count == remaining ? .line : .inlineLiteral(remaining: remaining - count)
            case .body(let remaining):
                guard remaining > 0 else {
                    state = .line
                    continue
                }
                let count = Int(min(remaining, UInt64(buffer.readableBytes)))
                guard count > 0, let slice = buffer.readSlice(length: count) else { return nil }
                state = .body(remaining: remaining - UInt64(count))
                return .bodyBytes(slice)
            }
        }
    }

    /// A line without its end. A bare LF ends a line too: some servers send nothing else.
    private mutating func readLine() throws(IMAPParseError) -> ByteBuffer? {
        let view = buffer.readableBytesView
        let start = view.startIndex + searched
        guard let end = view[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = buffer.readableBytes
            guard assembly.text.count + searched <= lineLimit else { throw .limitExceeded(.line) }
            return nil
        }
        let length = end - view.startIndex
        searched = 0
        guard assembly.text.count + length <= lineLimit else { throw .limitExceeded(.line) }
        guard var line = buffer.readSlice(length: length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 1)
        if line.readableBytesView.last == UInt8(ascii: "\r") { line.moveWriterIndex(to: line.writerIndex - 1) }
        return line
    }

    private mutating func lineReceived(_ line: ByteBuffer) throws(IMAPParseError) -> Event? {
        assembly.text.append(contentsOf: line.readableBytesView)
        guard let size = try assembly.literalAtEnd() else { return try finishResponse() }
        guard assembly.literals.count < ByteLimits.imapLiteralsPerResponse else { throw .limitExceeded(.literals) }

        if assembly.endsInMessageBody {
            // No real message is this large; whoever counts with the size must not be made to overflow.
            guard size <= ByteLimits.message else { throw .limitExceeded(.literal) }
            let attributes = assembly.beginBody(size: size)
            state = .body(remaining: size)
            return .bodyBegins(attributes, size: size)
        }
        guard size <= UInt64(literalLimit - assembly.literalBytes) else { throw .limitExceeded(.literal) }
        assembly.beginInlineLiteral()
        state = .inlineLiteral(remaining: Int(size))
        return nil
    }

    private mutating func finishResponse() throws(IMAPParseError) -> Event? {
        let finished = assembly
        assembly = ResponseAssembly()
        guard !finished.text.isEmpty else { return nil }
        let response = try ResponseParser.parse(finished)
        guard finished.hasStreamedBody else { return .response(response) }
        guard case .untagged(.fetch(let attributes)) = response else {
            return .bodyEnds(FetchAttributes(sequenceNumber: 0))
        }
        return .bodyEnds(attributes)
    }
}
