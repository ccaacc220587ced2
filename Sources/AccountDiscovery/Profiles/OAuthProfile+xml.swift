internal import MailCore

extension OAuthProfile {
    /// Reads `oAuth2` of the format; nil when there is none, or it lacks something.
    ///
    /// - Parameter notes: our own `oauth`, which says what the format has no place for.
    init?(_ element: XMLElement?, notes: XMLElement?) {
        func text(_ name: String) -> String? {
            let text = element?.first(name)?.text.trimmingBlanks()
            return text?.isEmpty == false ? text : nil
        }
        guard let issuer = text("issuer"), let scope = text("scope"), let authorization = text("authURL"),
            let token = text("tokenURL"), [authorization, token].allSatisfy({ $0.hasPrefix("https://") })
        else { return nil }
        self.init(issuer: issuer)
        self.scope = scope
        authorizationURL = authorization
        tokenURL = token
        guard let notes else { return }
        deviceURL = notes.attributes["device"]
        revocationURL = notes.attributes["revocation"]
        registrationURL = notes.attributes["registration"]
        redirectURI = notes.attributes["redirect"] ?? redirectURI
        tenant = notes.attributes["tenant"]
        applicationScope = notes.attributes["application-scope"]
    }
}
