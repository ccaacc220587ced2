/// SHA-256 of what stands behind a message's header, for messages that nothing in their header recognises. A last line
/// end does not count: some servers and tools add one.
struct TextDigest: ~Copyable {
    private let digest = SHA256Digest()
    private var isInHeader = true
    /// Whether the line of the header that is passing has any bytes so far.
    private var isLineEmpty = true
    /// The last bytes, until it is known that more follow: at most a line end.
    private var tail: [UInt8] = []

    private static let lineEnd: [UInt8] = [13, 10]

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        while isInHeader, start < bytes.count {
            switch bytes[start] {
            case 10:
                // The header ends with an empty line (RFC 5322 §2.1).
                isInHeader = !isLineEmpty
                isLineEmpty = true
            case 13: break
            default: isLineEmpty = false
            }
            start += 1
        }
        let text = UnsafeRawBufferPointer(rebasing: bytes[start...])
        guard !text.isEmpty else { return }
        let held = min(text.count, Self.lineEnd.count)
        if held == Self.lineEnd.count {
            pass(tail)
            digest.update(UnsafeRawBufferPointer(rebasing: text.dropLast(held)))
            tail = Array(text.suffix(held))
        } else {
            tail += text
            pass(Array(tail.dropLast(Self.lineEnd.count)))
            tail = Array(tail.suffix(Self.lineEnd.count))
        }
    }

    /// The 32 bytes of the digest.
    consuming func finish() -> [UInt8] {
        if tail != Self.lineEnd { pass(tail) }
        return digest.finish()
    }

    private func pass(_ bytes: [UInt8]) { bytes.withUnsafeBytes { digest.update($0) } }
}
