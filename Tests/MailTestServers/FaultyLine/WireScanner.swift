package import NIOCore

/// A place in a conversation where something has just been said.
package enum WirePoint: Hashable, Sendable {
    /// The end of a command or of a response.
    case line
    /// The end of a line that announces a literal (RFC 9051 §4.3): the literal begins.
    case literalBegins
    case literalMiddle
    case literalEnds
}

/// Bytes up to the next point; without a point where the rest has not come yet.
package struct WirePiece: Hashable, Sendable {
    package let bytes: ByteBuffer
    package let end: WirePoint?
}

/// Cuts what one end says into pieces that end at its points. A line is one piece, however it arrives.
package struct WireScanner: Sendable {
    private var line = ByteBuffer()
    private var literal: (length: Int, passed: Int)?

    package init() {}

    package mutating func pieces(of bytes: ByteBuffer) -> [WirePiece] {
        var bytes = bytes
        var pieces: [WirePiece] = []
        while bytes.readableBytes > 0 {
            if let piece = literal.map({ literalPiece($0, &bytes) }) ?? linePiece(&bytes) { pieces.append(piece) }
        }
        return pieces
    }

    private mutating func literalPiece(_ place: (length: Int, passed: Int), _ bytes: inout ByteBuffer) -> WirePiece {
        let middle = place.length / 2
        let next = place.passed < middle ? middle : place.length
        let taken = bytes.readSlice(length: min(bytes.readableBytes, next - place.passed)) ?? ByteBuffer()
        let passed = place.passed + taken.readableBytes
        literal = passed == place.length ? nil : (place.length, passed)
        guard passed == next else { return WirePiece(bytes: taken, end: nil) }
        return WirePiece(bytes: taken, end: next == middle ? .literalMiddle : .literalEnds)
    }

    private mutating func linePiece(_ bytes: inout ByteBuffer) -> WirePiece? {
        let view = bytes.readableBytesView
        let end = view.firstIndex(of: UInt8(ascii: "\n"))
        let length = end.map { $0 - view.startIndex + 1 } ?? view.count
        if var part = bytes.readSlice(length: length) { line.writeBuffer(&part) }
        guard end != nil else { return nil }
        defer { line = ByteBuffer() }
        literal = Self.announced(by: line).flatMap { $0 > 0 ? ($0, 0) : nil }
        return WirePiece(bytes: line, end: literal == nil ? .line : .literalBegins)
    }

    /// The size in `{123}` or `{123+}` at the end of a line.
    private static func announced(by line: ByteBuffer) -> Int? {
        let text = String(buffer: line)
        guard text.hasSuffix("}\r\n"), let brace = text.lastIndex(of: "{") else { return nil }
        let digits = text[brace...].dropFirst().prefix { $0.isNumber }
        return Int(digits)
    }
}
