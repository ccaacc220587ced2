internal import HTTPFetch
internal import MailCore

extension AuthorizationServer {
    /// The scope of mail, whatever the protocol (draft-ietf-mailmaint-oauth-public §3.9).
    package static let mailScope = "urn:ietf:params:oauth:scope:mail"
    private static let lastingScope = "offline_access"

    /// Where a server may say what it is: RFC 8414 §3.1, then OpenID Connect Discovery 1.0 §4.
    static func metadataLocations(of issuer: HTTPURL) -> [HTTPURL] {
        let origin = (issuer.isSecure ? "https://" : "http://") + issuer.authority
        let path = issuer.target == "/" ? "" : issuer.target.hasSuffix("/") ? String(issuer.target.dropLast()) : issuer.target
        return [
            "\(origin)/.well-known/oauth-authorization-server\(path)",
            "\(origin)\(path)/.well-known/openid-configuration",
        ].compactMap(HTTPURL.init)
    }

    /// Reads what a server says of itself.
    ///
    /// - Parameters:
    ///   - issuer: who was asked; somebody else's word counts for nothing (RFC 8414 §3.3).
    ///   - scope: what to ask for; nil for mail, in the server's own words.
    init(metadata bytes: [UInt8], issuer: String, scope: String?) throws(OAuthError) {
        guard let document = JSONTree(decoding: bytes, maximumBytes: OAuthLimits.answer), case .object = document else {
            throw .malformedAnswer("metadata")
        }
        guard let named = document["issuer"]?.text, Self.isSame(named, issuer) else { throw .otherIssuer }
        guard let tokenEndpoint = try Self.endpoint("token_endpoint", in: document) else {
            throw .malformedAnswer("token_endpoint")
        }
        // Whoever lists the ways and leaves this one out cannot be used safely (RFC 8252 §8.1).
        if let methods = document["code_challenge_methods_supported"]?.texts, !methods.contains("S256") {
            throw .malformedAnswer("code_challenge_methods_supported")
        }
        self.init(tokenEndpoint: tokenEndpoint, scope: scope ?? Self.scope(document["scopes_supported"]?.texts))
        authorizationEndpoint = try Self.endpoint("authorization_endpoint", in: document)
        deviceEndpoint = try Self.endpoint("device_authorization_endpoint", in: document)
        revocationEndpoint = try Self.endpoint("revocation_endpoint", in: document)
        registrationEndpoint = try Self.endpoint("registration_endpoint", in: document)
        if document["authorization_response_iss_parameter_supported"] == .bool(true) { self.issuer = named }
    }

    /// Servers differ on the slash at the end.
    private static func isSame(_ named: String, _ asked: String) -> Bool {
        func bare(_ text: String) -> Substring { text.hasSuffix("/") ? text.dropLast() : text[...] }
        return bare(named) == bare(asked)
    }

    /// - Throws: what is there must be https.
    private static func endpoint(_ name: String, in document: JSONTree) throws(OAuthError) -> HTTPURL? {
        guard let text = document[name]?.text else { return nil }
        guard let url = HTTPURL(text), url.isSecure else { throw .insecureEndpoint(name) }
        return url
    }

    /// Microsoft's and others' documents list what there is; whoever lists nothing knows the common names.
    private static func scope(_ supported: [String]?) -> String {
        let wanted = [mailScope, lastingScope]
        guard let supported, supported.contains(mailScope) else { return wanted.joined(separator: " ") }
        return wanted.filter(supported.contains).joined(separator: " ")
    }
}

extension JSONTree {
    /// The strings of an array; nil for everything else.
    var texts: [String]? {
        if case .array(let elements) = self { elements.compactMap(\.text) } else { nil }
    }

    /// A whole number, also where it stands in quotes.
    var whole: Int? {
        switch self {
        case .number(let number): Int(exactly: number.rounded(.towardZero))
        case .string(let text): Int(text)
        case .null, .bool, .array, .object: nil
        }
    }
}
