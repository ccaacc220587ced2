internal import COpenSSL
internal import FoundationEssentials

/// The cryptography of the sandbox's tokens.
enum SandboxSignature {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        EVP_Digest(bytes, bytes.count, &result, nil, EVP_sha256(), nil)
        return result
    }

    /// Whether a key made this signature (RSASSA-PKCS1-v1_5 with SHA-256).
    static func isValid(_ signature: [UInt8], of content: [UInt8], publicKey: String) -> Bool {
        let pem = Array(publicKey.utf8)
        guard let file = BIO_new_mem_buf(pem, Int32(pem.count)) else { return false }
        defer { BIO_free(file) }
        guard let key = PEM_read_bio_PUBKEY(file, nil, nil, nil) else { return false }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, content, content.count) == 1
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }
            .joined()
    }

    static func bytes(base64URL text: some StringProtocol) -> [UInt8]? {
        let standard = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : String($0) }.joined()
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }

    /// Something that nobody can guess.
    static func token(_ kind: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return "\(kind)-\(base64URL(bytes))"
    }
}
