internal import MailCore
package import NIOCore

/// Cuts lines out of a stream. A bare LF ends a line too: some servers send nothing else.
package struct LineFramer: Sendable {
    package struct Line: Hashable, Sendable {
        /// Without its end.
        package var bytes: [UInt8]
        /// Whether it ended as it has to, in CRLF.
        package var hasCarriageReturn: Bool
    }

    /// What is not taken yet.
    package private(set) var buffer = ByteBuffer()
    private let limit: Int

    package init(limit: Int = ByteLimits.replyLine) { self.limit = limit }

    package mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next line; nil when its end is still to come.
    package mutating func nextLine() throws(ConversationError) -> Line? {
        let view = buffer.readableBytesView
        let end = view.firstIndex(of: UInt8(ascii: "\n"))
        let length = (end ?? view.endIndex) - view.startIndex
        guard length <= limit else { throw .limitExceeded(.line) }
        guard end != nil, var bytes = buffer.readBytes(length: length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 1)
        let hasCarriageReturn = bytes.last == UInt8(ascii: "\r")
        if hasCarriageReturn { bytes.removeLast() }
        return Line(bytes: bytes, hasCarriageReturn: hasCarriageReturn)
    }

    /// Lends what is not taken yet to whoever reads other things than lines.
    package mutating func withBuffer<Result>(_ body: (inout ByteBuffer) -> Result) -> Result { body(&buffer) }
}
