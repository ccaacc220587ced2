/// The bytes of a document as UTF-8, so that libxml2 is never asked to decode anything: documents declare encodings that
/// they are not in, and some encodings hide a DOCTYPE from whoever looks for it.
enum XMLText {
    /// UTF-16 is converted. What is neither UTF-16 nor UTF-8, whatever it declares, keeps its ASCII, which is all that mail
    /// settings are made of; every other byte becomes U+FFFD, in names for people.
    ///
    /// A byte order mark and blank lines at the start are left out: published documents have them, and libxml2 refuses
    /// them before `<?xml`.
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        let text = utf16(bytes) ?? String(decoding: bytes, as: UTF8.self)
        var rest = Array(text.utf8)[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return Array(rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    }

    /// Nil unless it begins with a byte order mark, or with `<` in two bytes.
    private static func utf16(_ bytes: [UInt8]) -> String? {
        let isBigEndian: Bool
        switch bytes.prefix(2) {
        case [0xFE, 0xFF], [0x00, 0x3C]: isBigEndian = true
        case [0xFF, 0xFE], [0x3C, 0x00]: isBigEndian = false
        default: return nil
        }
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return String(decoding: units, as: UTF16.self)
    }
}
