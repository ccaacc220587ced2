internal import MailCore

/// Why a server refuses a token: the JSON object that it sends as a challenge (RFC 7628 §3.2.2).
package struct OAuthFailure: Hashable, Sendable {
    /// Such as `invalid_token`, or an HTTP status code at Google's.
    package var status = ""
    /// What a token would have to be good for; empty when not told.
    package var scope = ""
    /// The schemes that the server takes, such as `bearer`.
    package var schemes = ""
    /// Where it tells how to get a token.
    package var configuration = ""

    package init(status: String = "", scope: String = "", schemes: String = "", configuration: String = "") {
        self.status = status
        self.scope = scope
        self.schemes = schemes
        self.configuration = configuration
    }

    /// - Returns: nil when this is no JSON object.
    init?(_ json: [UInt8]) {
        guard let fields = JSONTree(decoding: json, maximumBytes: SCRAMLimits.challenge), case .object = fields else {
            return nil
        }
        status = Self.word(fields["status"])
        scope = Self.word(fields["scope"])
        schemes = Self.word(fields["schemes"])
        configuration = Self.word(fields["openid-configuration"])
    }

    /// Some servers send the status as a number.
    private static func word(_ value: JSONTree?) -> String {
        switch value {
        case .string(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? ""
        case .null, .bool, .array, .object, nil: ""
        }
    }
}
