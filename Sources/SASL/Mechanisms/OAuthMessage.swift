internal import MailCore

/// OAUTHBEARER (RFC 7628) and XOAUTH2 (Google's and Microsoft's): an access token in one message.
enum OAuthMessage {
    private static let separator: UInt8 = 1

    /// RFC 7628 §3.1: a GS2 header, then fields. Commas and equals signs of the name are escaped as in SCRAM.
    static func bearer(_ credentials: LoginCredentials) throws(SASLError) -> Secret {
        try message("n,a=\(SCRAMMessage.escaped(credentials.username)),", credentials)
    }

    static func xoauth2(_ credentials: LoginCredentials) throws(SASLError) -> Secret {
        try message("user=\(credentials.username)", credentials)
    }

    private static func message(_ head: String, _ credentials: LoginCredentials) throws(SASLError) -> Secret {
        let before = Array(head.utf8) + [separator] + Array("auth=Bearer ".utf8)
        var message: [UInt8] = []
        message.reserveCapacity(before.count + credentials.secret.count + 2)
        message += before
        credentials.secret.withBytes { message.append(contentsOf: $0) }
        message += [separator, separator]
        defer { message.wipe() }
        // A token is printable (RFC 6750 §2.1), and a name must not end its field.
        let isClean = credentials.secret.withBytes { $0.allSatisfy { (0x21...0x7E).contains($0) } }
        guard isClean, !credentials.username.utf8.contains(where: { $0 < 0x20 }) else { throw .forbiddenByte }
        return Secret(encoding: message)
    }
}
