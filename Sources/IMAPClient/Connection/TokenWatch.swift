internal import IMAPCodec
internal import MailCore

/// Looks at what a server says to who logs in with an access token.
struct TokenWatch {
    /// Whether words that mean the end of the token are told as such; not before it was accepted.
    var tellsExpiry = false
    private let redaction: SecretRedaction

    init(_ token: Secret) { redaction = SecretRedaction([token]) }

    /// Whether a server's no, or its goodbye, says that the token has ended.
    func isExpiry(_ status: StatusResponse) -> Bool {
        guard tellsExpiry, status.kind == .no || status.kind == .bad || status.kind == .bye else { return false }
        if let code = status.code?.name, Self.codes.contains(code) { return true }
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText).lowercased()
        return Self.phrases.contains { words.contains($0) }
    }

    /// RFC 5530 §3. Whoever is logged in has no other reason to hear them.
    private static let codes: Set = ["AUTHENTICATIONFAILED", "EXPIRED"]

    /// In lower case, and only the part that stays the same.
    private static let phrases = [
        // Google.
        "session expired",
        // Microsoft. The third is also said of mailboxes that cannot be opened at all.
        "accesstokenexpired", "session invalidated", "user is authenticated but not connected", "command error. 10",
        // Others, after the words of RFC 6750 §3.1.
        "invalid_token", "token expired", "token has expired", "token is expired", "oauth_token_expired",
    ]

    /// The same without the token: there are servers that repeat what they were sent.
    func cleaned(_ response: Response) -> Response {
        switch response {
        case .tagged(let tag, let status): .tagged(tag: tag, cleaned(status))
        case .untagged(.status(let status)): .untagged(.status(cleaned(status)))
        case .untagged, .continuation: response
        }
    }

    private func cleaned(_ status: StatusResponse) -> StatusResponse {
        var code = status.code
        if case .other(let name, let text) = code { code = .other(name: name, text: redaction.redact(text)) }
        return StatusResponse(kind: status.kind, code: code, text: redaction.redact(status.text))
    }
}
