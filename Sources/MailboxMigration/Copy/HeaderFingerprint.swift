internal import MailCore

/// Recognises a message by its header, together with its size, on servers that store it slightly changed.
enum HeaderFingerprint {
    /// The first 16 bytes of SHA-256 over the header, after what servers are known to change is made equal: bytes
    /// over 127 (Cyrus stores `X`, Yahoo and Zimbra `?`), blanks at line ends, the form of line ends, and lines that POP3
    /// servers keep their own notes in (``notes``).
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
        var lineStart = 0
        for byte in header {
            switch byte {
            case UInt8(ascii: "\r"):
                continue
            case UInt8(ascii: "\n"):
                while let last = result.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                    result.removeLast()
                }
                if isNote(result[lineStart...]) { result.removeSubrange(lineStart...) } else { result.append(byte) }
                lineStart = result.count
            default:
                result.append(comparable(byte))
            }
        }
        while result.last == UInt8(ascii: "\n") { result.removeLast() }
        return result
    }

    /// What qpopper, GNU mailutils and others write into messages, and may write otherwise the next time; in capitals.
    private static let notes = ["X-UIDL:", "STATUS:", "X-STATUS:"].map { Array($0.utf8.map(comparable)) }

    /// How large such lines are in all, bytes: by so much a message differs from what LIST said of it.
    static func noteBytes(in header: [UInt8]) -> UInt64 {
        header.split(separator: UInt8(ascii: "\n")).reduce(0) { isNote($1) ? $0 + UInt64($1.count) + 1 : $0 }
    }

    private static func isNote(_ line: ArraySlice<UInt8>) -> Bool {
        // Nearly all lines begin with another letter.
        guard let first = line.first, "?XxSs".utf8.contains(first) else { return false }
        return notes.contains { note in
            line.count >= note.count && zip(line, note).allSatisfy { comparable($0.asciiUppercased) == $1 }
        }
    }
}
