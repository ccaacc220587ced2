internal import COpenSSL

/// Names made of a text, always the same ones of the same text. Nothing of the text is in them.
package enum DerivedName {
    /// 32 hexadecimal digits: half of the SHA-256.
    package static func hexadecimal(of text: String) -> String {
        digest(of: text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A UUID of one's own making (version 8, RFC 9562 §5.8), in capitals.
    static func uuid(of text: String) -> String {
        var bytes = digest(of: text)
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        var result = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { result += "-" }
            result += (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return result
    }

    private static func digest(of text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        return Array(digest.prefix(16))
    }
}
