internal import COpenSSL

/// SHA-256.
enum Digest {
    /// Empty when OpenSSL has no room for it, which equals no digest.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        guard EVP_Digest(bytes, bytes.count, &result, nil, EVP_sha256(), nil) == 1 else { return [] }
        return result
    }
}
