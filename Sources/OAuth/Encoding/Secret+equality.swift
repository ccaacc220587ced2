internal import COpenSSL
internal import MailCore

extension Secret {
    /// In a time that does not tell where they differ.
    func equals(_ other: Secret) -> Bool {
        let other = other.withBytes { Array($0) }
        return withBytes { $0.count == other.count && CRYPTO_memcmp($0, other, $0.count) == 0 }
    }

    /// As UTF-8; the text cannot be wiped.
    var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
