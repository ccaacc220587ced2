package import HTTPFetch
package import MailCore
package import MailTransport
package import NIOCore

/// Talks to authorization servers: https only, no redirect is followed, and nothing of what was sent is in an error.
package struct OAuthSession: Sendable {
    private let fetcher: HTTPFetcher
    private let timeout: Duration

    /// - Parameter trustsHost: a person named the server: it may be in their own network.
    package init(
        on eventLoop: any EventLoop, options: TransportOptions, trustsHost: Bool = false,
        timeout: Duration = OAuthLimits.request
    ) {
        var options = options
        options.allowsPrivateAddresses = options.allowsPrivateAddresses || trustsHost
        fetcher = HTTPFetcher(on: eventLoop, options: options, maximumBody: OAuthLimits.answer)
        self.timeout = timeout
    }

    /// Asks for a token.
    package func token(_ request: TokenRequest, at endpoint: HTTPURL) async throws(OAuthError) -> TokenResponse {
        try TokenResponse(try await post(request.form, to: endpoint))
    }

    /// Exchanges the code of a sign-in.
    package func token(
        for code: Secret, of request: AuthorizationRequest, at server: AuthorizationServer, client: OAuthClient
    ) async throws(OAuthError) -> TokenResponse {
        let response = try await token(
            TokenRequest(request.grant(for: code), client: client), at: server.tokenEndpoint)
        try request.check(response)
        return response
    }

    /// Begins a sign-in on another device.
    package func deviceAuthorization(
        at server: AuthorizationServer, client: OAuthClient
    ) async throws(OAuthError) -> DeviceAuthorization {
        guard let endpoint = server.deviceEndpoint else { throw .noDeviceFlow }
        var form = OAuthForm()
        client.identify(in: &form)
        form.add("scope", server.scope)
        return try DeviceAuthorization(try await post(form, to: endpoint))
    }

    /// Asks once whether somebody has signed in there.
    package func token(
        for authorization: DeviceAuthorization, at server: AuthorizationServer, client: OAuthClient
    ) async throws(OAuthError) -> TokenResponse {
        try await token(
            TokenRequest(.deviceCode(authorization.deviceCode), client: client), at: server.tokenEndpoint)
    }

    /// What a server says of itself.
    ///
    /// - Parameter scope: what to ask it for; nil for mail.
    package func server(issuer: String, scope: String?) async throws(OAuthError) -> AuthorizationServer {
        guard let url = HTTPURL(issuer), url.isSecure else { throw .insecureEndpoint("issuer") }
        var last = OAuthError.malformedAnswer("metadata")
        for location in AuthorizationServer.metadataLocations(of: url) {
            do {
                let body = try await send(.json, to: location, hiding: [])
                return try AuthorizationServer(metadata: body, issuer: issuer, scope: scope)
            } catch {
                // Somebody who says something else there has no such document.
                guard error.isAbsence else { throw error }
                last = error
            }
        }
        throw last
    }

    /// Makes this program known to the server.
    package func client(
        _ registration: ClientRegistration, at endpoint: HTTPURL
    ) async throws(OAuthError) -> OAuthClient {
        let content = HTTPQuestion.Content(type: "application/json", body: registration.body)
        let question = HTTPQuestion(accepted: HTTPQuestion.json.accepted, content: content)
        return try ClientRegistration.client(from: try await send(question, to: endpoint, hiding: []))
    }

    /// Takes a token, and all that came of the same sign-in, back.
    package func revoke(_ token: Secret, at endpoint: HTTPURL, client: OAuthClient) async throws(OAuthError) {
        _ = try await post(Revocation(token: token, client: client).form, to: endpoint)
    }

    private func post(_ form: OAuthForm, to endpoint: HTTPURL) async throws(OAuthError) -> [UInt8] {
        let content = HTTPQuestion.Content(type: OAuthForm.mediaType, body: form.body)
        let question = HTTPQuestion(accepted: HTTPQuestion.json.accepted, content: content)
        return try await send(question, to: endpoint, hiding: form.secrets)
    }

    private func send(
        _ question: HTTPQuestion, to endpoint: HTTPURL, hiding secrets: [Secret]
    ) async throws(OAuthError) -> [UInt8] {
        guard endpoint.isSecure else { throw .insecureEndpoint(endpoint.host) }
        let answer: HTTPAnswer
        do {
            answer = try await fetcher.send(question, to: endpoint, timeout: timeout)
        } catch {
            throw .unreachable(error, endpoint)
        }
        guard !(200...299).contains(answer.status) else { return answer.body }
        throw OAuthError(answer, hiding: secrets)
    }
}

extension OAuthError {
    /// RFC 6749 §5.2.
    init(_ answer: HTTPAnswer, hiding secrets: [Secret]) {
        guard let document = JSONTree(decoding: answer.body, maximumBytes: OAuthLimits.answer),
            let code = document["error"]?.text
        else {
            self = .unexpectedStatus(answer.status)
            return
        }
        let redaction = SecretRedaction(secrets)
        self = .refused(
            OAuthRefusal(
                code: redaction.redact(code), words: redaction.redact(document["error_description"]?.text ?? "")))
    }

    /// Whether a place has nothing to tell, rather than something wrong.
    fileprivate var isAbsence: Bool {
        switch self {
        case .unexpectedStatus, .refused: true
        default: false
        }
    }
}
