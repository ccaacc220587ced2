internal import MailCore

/// The page where a person says yes or no (RFC 6749 §4.1.1).
extension SandboxAuthorizationServer {
    mutating func authorize(_ query: SandboxForm) -> SandboxHTTPResponse {
        // What is wrong with these two is told to the person: the browser is sent nowhere (RFC 6749 §4.1.2.1).
        guard let client = configuration.clients.first(where: { $0.identifier == query["client_id"] }) else {
            return .page("Unknown program", "<p>invalid_client</p>", status: 400)
        }
        guard let redirectURI = query["redirect_uri"], client.allows(redirectURI) else {
            return .page("Unknown address", "<p>redirect_uri_mismatch</p>", status: 400)
        }
        let hint = query["login_hint"]
        guard let user = configuration.users.first(where: { $0 == hint }) ?? configuration.users.first else {
            return .page("Nobody", "<p>There are no accounts.</p>", status: 400)
        }
        let consent = Consent(
            client: client.identifier, redirectURI: redirectURI, scope: query["scope"] ?? "",
            challenge: query["code_challenge"] ?? "", state: query["state"], nonce: query["nonce"], user: user)
        if let error = flaw(of: query, asked: consent) { return comeBack(consent, [("error", error)]) }
        if configuration.consentsAtOnce { return allow(consent) }
        let ticket = SandboxSignature.token("ticket")
        consents[ticket] = consent
        return Self.page(of: consent, ticket: ticket)
    }

    private func flaw(of query: SandboxForm, asked: Consent) -> String? {
        if query["response_type"] != "code" { return "unsupported_response_type" }
        if !allows(asked.scope) { return "invalid_scope" }
        // RFC 7636 §4.4.1: nobody gets a code without proving in the end that it was theirs.
        return query["code_challenge_method"] == "S256" && asked.challenge.count == 43 ? nil : "invalid_request"
    }

    func allows(_ scope: String) -> Bool {
        scope.split(separator: " ").allSatisfy { configuration.scopes.contains(String($0)) }
    }

    private static func page(of consent: Consent, ticket: String) -> SandboxHTTPResponse {
        func button(_ answer: String) -> String {
            "<button name=\"answer\" value=\"\(answer)\">\(answer)</button>"
        }
        return .page(
            "Allow access?",
            """
            <p>\(Markup.escaped(consent.client)) wants to use the mail of \(Markup.escaped(consent.user)).</p>
            <form method="post" action="/consent"><input type="hidden" name="ticket" value="\(ticket)">
            \(button("allow"))\(button("deny"))</form>
            """)
    }

    mutating func consent(_ form: SandboxForm) -> SandboxHTTPResponse {
        guard let ticket = form["ticket"], let consent = consents.removeValue(forKey: ticket) else {
            return .page("Too late", "<p>This page was answered already.</p>", status: 400)
        }
        return form["answer"] == "allow" ? allow(consent) : comeBack(consent, [("error", "access_denied")])
    }

    private mutating func allow(_ consent: Consent) -> SandboxHTTPResponse {
        if configuration.fault == .denied { return comeBack(consent, [("error", "access_denied")]) }
        let code = SandboxSignature.token("code")
        sessions.append(true)
        codes[code] = Code(consent: consent, end: now() + configuration.codeLifetime, session: sessions.count - 1)
        return comeBack(consent, [("code", code)])
    }

    /// Sends the browser back, with the state it came with and the name of this server (RFC 9207).
    private func comeBack(_ consent: Consent, _ fields: [(String, String?)]) -> SandboxHTTPResponse {
        let state: String? =
            switch configuration.fault {
            case .wrongState: "state-of-somebody-else"
            case .missingState: nil
            default: consent.state
            }
        let issuer = configuration.fault == .wrongIssuer ? "https://elsewhere.example" : configuration.issuer
        let query = SandboxForm.encoded(fields + [("state", state), ("iss", issuer)])
        let separator = consent.redirectURI.contains("?") ? "&" : "?"
        return .redirect(to: consent.redirectURI + separator + query)
    }
}

extension SandboxOAuthClient {
    /// RFC 8252 §7.3: at a loopback address any port will do.
    func allows(_ uri: String) -> Bool {
        redirectURIs.contains(uri) || redirectURIs.contains(Self.withoutPort(uri))
    }

    private static func withoutPort(_ uri: String) -> String {
        for host in ["http://127.0.0.1", "http://localhost", "http://[::1]"] where uri.hasPrefix(host + ":") {
            return host + uri.dropFirst(host.count + 1).drop { $0.isNumber }
        }
        return uri
    }
}
