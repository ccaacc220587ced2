internal import COpenSSL

/// The digest of APOP (RFC 1939 §7).
enum APOPDigest {
    /// In lower case hexadecimal.
    static func text(timestamp: String, password: String) -> String {
        let message = Array((timestamp + password).utf8)
        var digest = [UInt8](repeating: 0, count: 16)
        var size: UInt32 = 0
        guard EVP_Digest(message, message.count, &digest, &size, EVP_md5(), nil) == 1 else { return "" }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
