internal import MailCore

/// PLAIN (RFC 4616): user and password in one message. Only ever used under TLS, or by the user's explicit wish.
enum PlainMessage {
    static func response(_ credentials: LoginCredentials) throws(SASLError) -> Secret {
        var message: [UInt8] = []
        // All room at once: an array that grows leaves copies behind that nobody wipes.
        message.reserveCapacity(credentials.username.utf8.count + credentials.secret.count + 2)
        message.append(0)
        message.append(contentsOf: credentials.username.utf8)
        message.append(0)
        credentials.secret.withBytes { message.append(contentsOf: $0) }
        defer { message.wipe() }
        // Its fields are divided by NUL, so none may hold one (RFC 4616 §2).
        guard message.count(where: { $0 == 0 }) == 2 else { throw .forbiddenByte }
        return Secret(encoding: message)
    }
}

/// LOGIN (draft-murchison-sasl-login): the user, then the password, each asked for by a challenge whose words differ
/// from server to server.
enum LoginMessage {
    /// The answers in base64, in the order of the challenges.
    static func answers(_ credentials: LoginCredentials) throws(SASLError) -> [Secret] {
        guard !credentials.username.utf8.contains(0), !credentials.secret.withBytes({ $0.contains(0) }) else {
            throw .forbiddenByte
        }
        return [
            Secret(encoding: Array(credentials.username.utf8)), credentials.secret.withBytes { Secret(encoding: $0) },
        ]
    }
}

extension Secret {
    convenience init(encoding message: borrowing [UInt8]) {
        var encoded = Base64.encode(message)
        self.init(encoded)
        encoded.wipe()
    }
}
