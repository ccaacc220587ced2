package import MailCore

/// Why a mechanism cannot carry these credentials.
package enum SASLError: Error, Hashable, Sendable {
    /// PLAIN separates its fields by NUL, so none may hold one (RFC 4616 §2).
    case nulInCredentials
}

/// PLAIN (RFC 4616): user and password in one message. Only ever used under TLS, or by the user's explicit wish.
package enum SASLPlain {
    /// The response in base64.
    package static func response(username: String, secret: Secret) throws(SASLError) -> Secret {
        var message: [UInt8] = []
        // All room at once: an array that grows leaves copies behind that nobody wipes.
        message.reserveCapacity(username.utf8.count + secret.count + 2)
        message.append(0)
        message.append(contentsOf: username.utf8)
        message.append(0)
        secret.withBytes { message.append(contentsOf: $0) }
        defer { message.wipe() }
        guard message.count(where: { $0 == 0 }) == 2 else { throw .nulInCredentials }
        return Secret(encoding: message)
    }
}

/// LOGIN (draft-murchison-sasl-login): the user, then the password, each asked for by a challenge whose words differ
/// from server to server.
package enum SASLLogin {
    /// The answers in base64, in the order of the challenges.
    package static func answers(username: String, secret: Secret) throws(SASLError) -> [Secret] {
        guard !username.utf8.contains(0), !secret.withBytes({ $0.contains(0) }) else { throw .nulInCredentials }
        return [Secret(encoding: Array(username.utf8)), secret.withBytes { Secret(encoding: $0) }]
    }
}

extension Secret {
    fileprivate convenience init(encoding message: borrowing [UInt8]) {
        var encoded = Base64.encode(message)
        self.init(encoded)
        encoded.wipe()
    }
}
