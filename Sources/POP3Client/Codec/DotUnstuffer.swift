internal import Glibc
package import NIOCore

/// Takes the dots away that a server puts before lines that begin with one (RFC 1939 §3), and finds the line that is the end.
/// Bytes pass as slices of what was received, and are otherwise as the server sent them.
///
/// A line ends in CRLF. A bare LF is a byte like any other, so a message that holds one, and a dot behind it, cannot end
/// early; unless the answer's first line ended in a bare LF, too: then the server sends nothing else.
package struct DotUnstuffer: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        case bytes(ByteBuffer)
        case end
    }

    private let takesBareLF: Bool
    private var isAtLineStart = true
    private var endsInCarriageReturn = false

    package init(takesBareLF: Bool) { self.takesBareLF = takesBareLF }

    /// The next event; nil when more bytes are needed.
    package mutating func next(_ buffer: inout ByteBuffer) -> Event? {
        if isAtLineStart {
            switch lineStart(of: buffer.readableBytesView) {
            case .undecided: return nil
            case .end(let length):
                buffer.moveReaderIndex(forwardBy: length)
                return .end
            case .stuffed: buffer.moveReaderIndex(forwardBy: 1)
            case .plain: break
            }
            isAtLineStart = false
            endsInCarriageReturn = false
        }
        let length = buffer.withUnsafeReadableBytes { lengthToLineStart(in: $0) }
        guard length > 0, let slice = buffer.readSlice(length: length) else { return nil }
        return .bytes(slice)
    }

    private enum LineStart { case undecided, plain, stuffed, end(Int) }

    private func lineStart(of bytes: ByteBufferView) -> LineStart {
        guard let first = bytes.first else { return .undecided }
        guard first == UInt8(ascii: ".") else { return .plain }
        switch bytes.dropFirst().first {
        case nil: return .undecided
        case UInt8(ascii: "\n") where takesBareLF: return .end(2)
        case UInt8(ascii: "\r"):
            guard let third = bytes.dropFirst(2).first else { return .undecided }
            return third == UInt8(ascii: "\n") ? .end(3) : .stuffed
        default: return .stuffed
        }
    }

    /// As far as the next line that begins with a dot, or might: all bytes where there is none.
    private mutating func lengthToLineStart(in bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        var search = 0
        while search < bytes.count, let found = memchr(base + search, Int32(UInt8(ascii: "\n")), bytes.count - search) {
            let lineFeed = base.distance(to: UnsafeRawPointer(found))
            let isBehindReturn = lineFeed > 0 ? bytes[lineFeed - 1] == UInt8(ascii: "\r") : endsInCarriageReturn
            search = lineFeed + 1
            guard takesBareLF || isBehindReturn else { continue }
            if search == bytes.count || bytes[search] == UInt8(ascii: ".") {
                isAtLineStart = true
                return search
            }
        }
        endsInCarriageReturn = bytes[bytes.count - 1] == UInt8(ascii: "\r")
        return bytes.count
    }
}
