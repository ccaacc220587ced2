internal import FoundationEssentials
internal import MailCore

/// Makes this program known to a server that lets anybody do so (RFC 7591, draft-ietf-mailmaint-oauth-public §3.3).
package struct ClientRegistration: Sendable {
    let redirectURI: String
    let scope: String

    package init(redirectURI: String, scope: String) {
        self.redirectURI = redirectURI
        self.scope = scope
    }

    /// RFC 7591 §3.1.
    var body: [UInt8] {
        let document = Document(redirect_uris: [redirectURI], scope: scope)
        return (try? JSONEncoder().encode(document)).map { Array($0) } ?? []
    }

    private struct Document: Encodable {
        var redirect_uris: [String]
        var scope: String
        var client_name = "Godwit"
        var application_type = "native"
        var token_endpoint_auth_method = "none"
        var grant_types = ["authorization_code", "refresh_token"]
        var response_types = ["code"]
    }

    /// The client that the server made of it (RFC 7591 §3.2.1).
    static func client(from body: [UInt8]) throws(OAuthError) -> OAuthClient {
        let document = JSONTree(decoding: body, maximumBytes: OAuthLimits.answer)
        guard let identifier = document?["client_id"]?.text, !identifier.isEmpty,
            identifier.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), identifier.utf8.count <= ByteLimits.serverText
        else { throw .malformedAnswer("client_id") }
        return OAuthClient(identifier: identifier, secret: document?["client_secret"]?.text.map { Secret($0) })
    }
}
