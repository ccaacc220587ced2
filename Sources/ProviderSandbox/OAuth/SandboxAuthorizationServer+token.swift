internal import MailCore

/// The token endpoint (RFC 6749 §3.2).
extension SandboxAuthorizationServer {
    mutating func token(_ form: SandboxForm) -> SandboxHTTPResponse {
        switch configuration.fault {
        case .refusal(let error, let words): return .error(error, words)
        case .status(let status): return SandboxHTTPResponse(status: status)
        case .nonsense: return SandboxHTTPResponse(body: Array("<html>Welcome to the hotel</html>".utf8))
        case .echo: return .error("invalid_grant", "cannot use \(form.fields.map(\.value).joined(separator: " "))")
        default: break
        }
        if form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" { return tokenForAssertion(form) }
        let client: SandboxOAuthClient
        switch identified(form) {
        case .success(let known): client = known
        case .failure(let refusal): return refusal.response
        }
        return switch form["grant_type"] {
        case "authorization_code": token(forCode: form, client)
        case "refresh_token": token(forRefresh: form, client)
        case "urn:ietf:params:oauth:grant-type:device_code": token(forDevice: form, client)
        case "client_credentials": token(forItself: form, client)
        default: .error("unsupported_grant_type")
        }
    }

    struct Refusal: Error {
        let response: SandboxHTTPResponse
    }

    func identified(_ form: SandboxForm) -> Result<SandboxOAuthClient, Refusal> {
        guard let client = configuration.clients.first(where: { $0.identifier == form["client_id"] }),
            client.secret == form["client_secret"]
        else { return .failure(Refusal(response: .error("invalid_client", status: 401))) }
        return .success(client)
    }

    private mutating func token(forCode form: SandboxForm, _ client: SandboxOAuthClient) -> SandboxHTTPResponse {
        guard let name = form["code"], let code = codes[name], code.consent.client == client.identifier,
            code.consent.redirectURI == form["redirect_uri"]
        else { return .error("invalid_grant", "unknown code") }
        // Two who bring one code: one of them has stolen it (RFC 6749 §4.1.2).
        guard !code.isUsed else {
            sessions[code.session] = false
            return .error("invalid_grant", "code was used before")
        }
        codes[name]?.isUsed = true
        guard configuration.fault != .expired, now() < code.end else { return .error("invalid_grant", "code has ended") }
        let verifier = Array((form["code_verifier"] ?? "").utf8)
        guard SandboxSignature.base64URL(SandboxSignature.sha256(verifier)) == code.consent.challenge else {
            return .error("invalid_grant", "wrong code_verifier")
        }
        return issue(
            to: code.consent.user, scope: code.consent.scope, client: client.identifier, session: code.session,
            nonce: code.consent.nonce)
    }

    private mutating func token(forRefresh form: SandboxForm, _ client: SandboxOAuthClient) -> SandboxHTTPResponse {
        guard let name = form["refresh_token"], let refresh = refreshTokens[name],
            refresh.client == client.identifier, sessions[refresh.session], configuration.fault != .expired
        else { return .error("invalid_grant", "Token has been expired or revoked.") }
        guard !refresh.isUsed else {
            // RFC 9700 §4.14.2: somebody has a copy.
            sessions[refresh.session] = false
            return .error("invalid_grant", "refresh token was used before")
        }
        if configuration.rotatesRefreshTokens { refreshTokens[name]?.isUsed = true }
        return issue(
            to: refresh.user, scope: refresh.scope, client: client.identifier, session: refresh.session,
            givesRefreshToken: configuration.rotatesRefreshTokens)
    }

    private mutating func token(forItself form: SandboxForm, _ client: SandboxOAuthClient) -> SandboxHTTPResponse {
        guard client.actsForItself, client.secret != nil else { return .error("unauthorized_client") }
        sessions.append(true)
        return issue(
            to: "*", scope: form["scope"] ?? "", client: client.identifier, session: sessions.count - 1,
            givesRefreshToken: false)
    }

    /// RFC 7523 §3.
    private mutating func tokenForAssertion(_ form: SandboxForm) -> SandboxHTTPResponse {
        let parts = (form["assertion"] ?? "").split(separator: ".")
        guard parts.count == 3, let header = Self.document(parts[0]), header["alg"]?.text == "RS256",
            let claims = Self.document(parts[1]), let issuer = claims["iss"]?.text,
            let key = configuration.serviceAccounts[issuer], let signature = SandboxSignature.bytes(base64URL: parts[2]),
            SandboxSignature.isValid(signature, of: Array("\(parts[0]).\(parts[1])".utf8), publicKey: key),
            claims["aud"]?.text == configuration.issuer + "/token", case .number(let begin) = claims["iat"],
            case .number(let end) = claims["exp"], begin <= Double(now()) + 60, Double(now()) < end,
            end - begin <= 3_600
        else { return .error("invalid_grant", "Invalid JWT Signature.") }
        guard let user = claims["sub"]?.text, configuration.users.contains(user) else {
            return .error("invalid_grant", "Invalid email or User ID")
        }
        guard let scope = claims["scope"]?.text, allows(scope) else {
            return .error(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."
            )
        }
        sessions.append(true)
        return issue(
            to: user, scope: scope, client: issuer, session: sessions.count - 1, givesRefreshToken: false)
    }

    private static func document(_ part: Substring) -> JSONTree? {
        SandboxSignature.bytes(base64URL: part).flatMap { JSONTree(decoding: $0, maximumBytes: 10_000) }
    }

    /// RFC 6749 §5.1.
    mutating func issue(
        to user: String, scope: String, client: String, session: Int, nonce: String? = nil,
        givesRefreshToken: Bool = true
    ) -> SandboxHTTPResponse {
        let access = SandboxSignature.token("access")
        accessTokens[access] = Access(
            user: user, scope: scope, client: client, end: now() + configuration.accessTokenLifetime, session: session)
        var members: [(String, SandboxJSON)] = [
            ("access_token", .string(access)), ("token_type", "Bearer"),
            ("expires_in", .integer(configuration.accessTokenLifetime)), ("scope", .string(scope)),
        ]
        if givesRefreshToken, configuration.fault != .noRefreshToken {
            let refresh = SandboxSignature.token("refresh")
            refreshTokens[refresh] = Refresh(user: user, scope: scope, client: client, session: session)
            members.append(("refresh_token", .string(refresh)))
        }
        if let nonce {
            let claims = SandboxJSON.object([("nonce", .string(nonce)), ("email", .string(user))])
            let parts = ["{\"alg\":\"none\"}", claims.text, ""].map { SandboxSignature.base64URL(Array($0.utf8)) }
            members.append(("id_token", .string(parts.joined(separator: "."))))
        }
        return .json(.object(members))
    }
}
