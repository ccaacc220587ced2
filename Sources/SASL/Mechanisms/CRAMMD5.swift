internal import MailCore

/// CRAM-MD5 (RFC 2195): the user, and a keyed digest of the challenge.
enum CRAMMD5 {
    static func response(to challenge: [UInt8], _ credentials: LoginCredentials) throws(SASLError) -> Secret {
        // RFC 2195 §2: a message identifier. An empty challenge would make the answer one that works for ever.
        guard !challenge.isEmpty else { throw .malformedChallenge }
        guard !credentials.username.utf8.contains(where: { $0 < 0x20 }) else { throw .forbiddenByte }
        let code = try HashFunction.md5.authenticationCode(challenge, key: credentials.secret)
        return Secret(encoding: Array("\(credentials.username) ".utf8) + code.withBytes { $0.hexadecimalDigits })
    }
}

extension UnsafeRawBufferPointer {
    /// In small letters.
    var hexadecimalDigits: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
