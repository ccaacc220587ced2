internal import NIOCore

/// One response under way: its text, and bodies that are sent as they are in the store.
struct IMAPResponse: Sendable {
    private(set) var parts: [ByteBuffer] = []
    private var text = ByteBuffer()

    /// Larger pieces are not copied.
    private static let copiedBytes = 4_096

    init(_ line: String = "") { text.writeString(line) }

    static func += (response: inout IMAPResponse, text: String) { response.text.writeString(text) }

    mutating func write(_ bytes: some Sequence<UInt8>) { text.writeBytes(bytes) }

    /// `{123}` and so many bytes.
    mutating func writeLiteral(_ bytes: ByteBuffer) {
        text.writeString("{\(bytes.readableBytes)}\r\n")
        if bytes.readableBytes <= Self.copiedBytes {
            text.writeImmutableBuffer(bytes)
        } else {
            parts += [text, bytes]
            text = ByteBuffer()
        }
    }

    /// As a quoted string, or as a literal where that cannot be; NIL for nil.
    mutating func writeString(_ bytes: (some Collection<UInt8>)?) {
        guard let bytes else { return self += "NIL" }
        let needsLiteral = bytes.count > 1_000 || bytes.contains { $0 < 0x20 || $0 > 0x7E }
        if needsLiteral { return writeLiteral(ByteBuffer(bytes: bytes)) }
        self += "\""
        for byte in bytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { self += "\\" }
            text.writeInteger(byte)
        }
        self += "\""
    }

    /// All of it, with the line's end.
    func finished() -> [ByteBuffer] {
        var end = text
        end.writeString("\r\n")
        return parts + [end]
    }
}
