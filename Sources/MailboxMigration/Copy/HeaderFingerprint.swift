/// Recognises a message by its header, together with its size, on servers that store it slightly changed.
enum HeaderFingerprint {
    /// The first 16 bytes of SHA-256 over the header, after what servers are known to change is made equal: bytes
    /// over 127 (Cyrus stores `X`, Yahoo and Zimbra `?`), blanks at line ends, and the form of line ends.
    static func of(_ header: [UInt8]) -> [UInt8] {
        let digest = SHA256Digest()
        normalized(header).withUnsafeBytes { digest.update($0) }
        return Array(digest.finish().prefix(16))
    }

    /// A byte as both sides have it.
    static func comparable(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x80..., UInt8(ascii: "X"), 0: UInt8(ascii: "?")
        default: byte
        }
    }

    private static func normalized(_ header: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(header.count)
        for byte in header {
            switch byte {
            case UInt8(ascii: "\r"):
                continue
            case UInt8(ascii: "\n"):
                while let last = result.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                    result.removeLast()
                }
                result.append(byte)
            default:
                result.append(comparable(byte))
            }
        }
        while result.last == UInt8(ascii: "\n") { result.removeLast() }
        return result
    }
}
