internal import MailCore

/// The values in an `oAuth2`, and in our `oauth` that goes with it.
struct OAuthLint {
    let element: XMLElement?
    let notes: XMLElement?

    func check(problems: inout LintProblems) {
        for url in ["authURL", "tokenURL"].flatMap({ element?.all($0) ?? [] }) where !LintValue.isPage(url.trimmedText) {
            problems.note(url, .badURL)
        }
        guard let notes else { return }
        guard let element else { return problems.note(notes, .notesWithoutOAuth) }
        for name in ["device", "revocation", "registration"] {
            if let url = notes.attributes[name], !LintValue.isPage(url) { problems.note(notes, .badURL) }
        }
        if let redirect = notes.attributes["redirect"], !Self.redirects.contains(redirect) {
            problems.note(notes, .badRedirect)
        }
        if let tenant = notes.attributes["tenant"],
            !element.all("tokenURL").contains(where: { $0.text.contains("/\(tenant)/") })
        {
            problems.note(notes, .badTenant)
        }
    }

    /// Loopback addresses (RFC 8252 §7.3), and one for providers that want https: nobody listens there, so that the
    /// address is pasted.
    private static let redirects: Set = ["http://127.0.0.1", "http://localhost", "https://localhost"]
}

extension XMLElement {
    fileprivate var trimmedText: String { text.trimmingBlanks() }
}
