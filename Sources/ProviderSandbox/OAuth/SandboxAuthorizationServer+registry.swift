internal import MailCore

/// What the server says of itself (RFC 8414), and programs that make themselves known (RFC 7591).
extension SandboxAuthorizationServer {
    func metadata() -> SandboxHTTPResponse {
        let issuer = configuration.issuer
        var members: [(String, SandboxJSON)] = [
            ("issuer", .string(issuer)), ("authorization_endpoint", .string(issuer + "/authorize")),
            ("token_endpoint", .string(issuer + "/token")),
            ("device_authorization_endpoint", .string(issuer + "/device")),
            ("revocation_endpoint", .string(issuer + "/revoke")),
            ("introspection_endpoint", .string(issuer + "/introspect")), ("response_types_supported", ["code"]),
            ("code_challenge_methods_supported", ["S256"]), ("scopes_supported", .strings(configuration.scopes)),
            ("authorization_response_iss_parameter_supported", true),
            ("token_endpoint_auth_methods_supported", ["none", "client_secret_post"]),
        ]
        if configuration.acceptsRegistration {
            members.append(("registration_endpoint", .string(issuer + "/register")))
        }
        return .json(.object(members))
    }

    mutating func register(_ body: [UInt8]) -> SandboxHTTPResponse {
        guard configuration.acceptsRegistration else {
            return .error("invalid_client_metadata", "nobody may register here", status: 403)
        }
        guard case .array(let elements) = JSONTree(decoding: body, maximumBytes: 10_000)?["redirect_uris"],
            !elements.isEmpty
        else { return .error("invalid_redirect_uri") }
        let redirectURIs = elements.compactMap(\.text)
        guard redirectURIs.allSatisfy({ $0.hasPrefix("http://127.0.0.1") || $0.hasPrefix("https://") }) else {
            return .error("invalid_redirect_uri")
        }
        let client = SandboxOAuthClient(SandboxSignature.token("client"), redirectURIs: redirectURIs)
        configuration.clients.append(client)
        return .json(
            [
                "client_id": .string(client.identifier), "redirect_uris": .strings(redirectURIs),
                "token_endpoint_auth_method": "none",
            ], status: 201)
    }
}

/// What tokens are good for (RFC 7662), and how they are taken back (RFC 7009).
extension SandboxAuthorizationServer {
    func introspect(_ token: String?) -> SandboxHTTPResponse {
        guard let token, let access = accessTokens[token], now() < access.end, sessions[access.session] else {
            return .json(["active": false])
        }
        // Mail servers here know their users by the part before the @.
        let name = access.user.split(separator: "@").first.map(String.init) ?? access.user
        return .json([
            "active": true, "username": .string(name), "sub": .string(access.user), "scope": .string(access.scope),
            "client_id": .string(access.client), "exp": .integer(access.end),
        ])
    }

    mutating func revoke(_ form: SandboxForm) -> SandboxHTTPResponse {
        if case .failure(let refusal) = identified(form) { return refusal.response }
        let token = form["token"] ?? ""
        // RFC 7009 §2.2: a token that nobody knows is gone already.
        guard let session = refreshTokens[token]?.session ?? accessTokens[token]?.session else {
            return SandboxHTTPResponse()
        }
        sessions[session] = false
        return SandboxHTTPResponse()
    }
}
