internal import Glibc

/// An encoding from before UTF-8 that mail servers still answer in. Raw values are the names that iconv knows.
public enum LegacyEncoding: String, Hashable, Sendable, CaseIterable {
    /// What GBK and GB 2312 became; it holds both.
    case simplifiedChinese = "GB18030"
    case traditionalChinese = "BIG5-HKSCS"
    case japanese = "ISO-2022-JP"
    /// What EUC-KR became; it holds it.
    case korean = "CP949"
    /// What ISO 8859-1 became.
    case western = "CP1252"

    /// The text that bytes stand for: UTF-8 where they are, else the encoding that is assumed, else the likely one.
    ///
    /// - Parameter assumed: what the one who sent them is known for; nil when nothing is.
    /// - Returns: nil when they are none of these.
    public static func text(of bytes: [UInt8], assuming assumed: LegacyEncoding? = nil) -> String? {
        // RFC 1468: these are ASCII, and so UTF-8, by their bytes alone.
        if isJapanese(bytes), let text = japanese.decode(bytes) { return text }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if let text = assumed?.decode(bytes) { return text }
        return (isLikelyChinese(bytes) ? LegacyEncoding.simplifiedChinese : .western).decode(bytes)
    }

    /// - Returns: nil when the bytes are not of this encoding, or the system does not have it.
    public func decode(_ bytes: [UInt8]) -> String? {
        let converter = unsafe iconv_open("UTF-8", rawValue)
        guard unsafe converter != iconv_t(bitPattern: -1) else { return nil }
        defer { unsafe _ = iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // No character takes more than three bytes of UTF-8 for each of its own.
        var output = [CChar](repeating: 0, count: bytes.count * 3 + 16)
        let (room, length) = (output.count, input.count)
        var (left, free) = (length, room)
        let result = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                var (from, to) = (input.baseAddress, output.baseAddress)
                return unsafe iconv(converter, &from, &left, &to, &free)
            }
        }
        // A text that was cut may end inside a character.
        guard result != -1 || (errno == EINVAL && left < length) else { return nil }
        return String(validating: output.prefix(room - free).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func isJapanese(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { first, second in
            first == 0x1B && [UInt8(ascii: "$"), UInt8(ascii: "(")].contains(second)
        }
    }

    /// Nothing but pairs of GB 2312, and two of them at least: no word of a Western language looks like that.
    private static func isLikelyChinese(_ bytes: [UInt8]) -> Bool {
        var pairs = 0
        var rest = bytes.drop { $0 < 0x80 }
        while let first = rest.popFirst() {
            guard (0xA1...0xF7).contains(first), let second = rest.popFirst(), second > 0xA0, second < 0xFF else {
                return false
            }
            pairs += 1
            rest = rest.drop { $0 < 0x80 }
        }
        return pairs >= 2
    }
}
