internal import MailCore

/// Values that nobody can guess, for `state`, `nonce` and PKCE.
enum RandomText {
    /// 32 bytes are as many as RFC 7636 §4.1 wants of a verifier.
    static let byteCount = 32

    static func secret() -> Secret {
        var bytes = Self.bytes(count: byteCount)
        defer { bytes.wipe() }
        return Secret(Base64URL.encode(bytes))
    }

    /// From the system's generator (getrandom).
    static func bytes(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
