internal import MailCore

/// What is sent to an endpoint (`application/x-www-form-urlencoded`, RFC 6749 appendix B).
struct OAuthForm: Sendable {
    private var fields: [(name: String, value: Secret)] = []
    /// What an answer must not bring to light.
    private(set) var secrets: [Secret] = []

    static let mediaType = "application/x-www-form-urlencoded"

    /// Nil adds nothing.
    mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        fields.append((name, Secret(text)))
    }

    /// Nil adds nothing.
    mutating func add(_ name: String, secret: Secret?) {
        guard let secret else { return }
        fields.append((name, secret))
        secrets.append(secret)
    }

    /// As it is sent, and as a query is written.
    var body: [UInt8] {
        var body: [UInt8] = []
        for (name, value) in fields {
            if !body.isEmpty { body.append(UInt8(ascii: "&")) }
            body += name.utf8
            body.append(UInt8(ascii: "="))
            value.withBytes { bytes in
                body += String(decoding: bytes, as: UTF8.self).addingPercentEncoding().utf8
            }
        }
        return body
    }
}
