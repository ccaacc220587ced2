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

    /// - Returns: nil when this is no JSON object of texts.
    init?(_ json: [UInt8]) {
        guard json.count <= SCRAMLimits.challenge, let fields = FlatJSON.fields(of: json) else { return nil }
        status = fields["status"] ?? ""
        scope = fields["scope"] ?? ""
        schemes = fields["schemes"] ?? ""
        configuration = fields["openid-configuration"] ?? ""
    }
}
