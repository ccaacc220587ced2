internal import COpenSSL
internal import SASL

/// The digest of the document that the domain keeps in DNS: `v=UAAC1; a=sha256; d=BASE64` (draft-ietf-mailmaint-pacc).
struct PACCDigest: Hashable, Sendable {
    private let base64: String

    /// Nil when the text is no such record, or has another algorithm.
    init?(record: String) {
        var fields: [String: String] = [:]
        for field in record.split(separator: ";") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            fields[String(parts[0].filter { $0 != " " }).lowercased()] = String(parts[1].filter { $0 != " " })
        }
        guard fields["v"] == "UAAC1", fields["a"]?.lowercased() == "sha256", let digest = fields["d"] else {
            return nil
        }
        base64 = Self.withoutPadding(digest)
    }

    /// Whether the document has this digest, byte for byte.
    func matches(_ document: [UInt8]) -> Bool {
        Self.withoutPadding(String(decoding: Base64.encode(Self.sha256(of: document)), as: UTF8.self)) == base64
    }

    private static func withoutPadding(_ text: String) -> String { String(text.prefix { $0 != "=" }) }

    private static func sha256(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        return digest
    }
}
