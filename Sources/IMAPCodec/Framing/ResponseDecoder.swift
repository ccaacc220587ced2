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

    /// Empty once ``next()`` has given nil: what is left of a line has gone over to `assembly`, so that the next buffer
    /// can be taken as it is, and the bodies in it are slices of it.
    private var buffer = ByteBuffer()
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
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// What was received and not yet told of by an event. Must be empty when TLS takes over (RFC 9051 §6.2.1).
    package var remainder: ByteBuffer {
        var remainder = ByteBuffer(bytes: assembly.text)
        remainder.writeImmutableBuffer(buffer)
        return remainder
    }

    /// Takes ``remainder`` away, because it has to be decompressed first.
    package mutating func takeRemainder() -> ByteBuffer {
        defer {
            buffer = ByteBuffer()
            assembly = ResponseAssembly()
        }
        return remainder
    }

    /// The next event; nil when more bytes are needed.
    package mutating func next() throws(IMAPParseError) -> Event? {
        while true {
            switch state {
            case .line:
                guard try readLine() else { return nil }
                if let event = try lineReceived() { return event }
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

    /// Moves a line without its end into the response under way; false when its end is still to come. A bare LF ends
    /// a line too: some servers send nothing else.
    private mutating func readLine() throws(IMAPParseError) -> Bool {
        let view = buffer.readableBytesView
        let end = view.firstIndex(of: UInt8(ascii: "\n"))
        let length = (end ?? view.endIndex) - view.startIndex
        guard length <= lineLimit - assembly.text.count else { throw .limitExceeded(.line) }
        assembly.text.append(contentsOf: view.prefix(length))
        buffer.moveReaderIndex(forwardBy: end == nil ? length : length + 1)
        guard end != nil else { return false }
        if assembly.text.last == UInt8(ascii: "\r") { assembly.text.removeLast() }
        return true
    }

    private mutating func lineReceived() throws(IMAPParseError) -> Event? {
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
