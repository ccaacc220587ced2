internal import MailCore

/// A login the server said no to.
struct LoginRefusal: Hashable {
    var host: String
    /// The response code, its name in capitals, such as `AUTHENTICATIONFAILED` (RFC 5530 §3); empty without one.
    var responseCode = ""
    /// The server's words.
    var text: String

    /// What it means: by the server's own words first, then by its response code, then by what is known of the
    /// provider behind the host name.
    var diagnostic: Diagnostic {
        let words = (responseCode + " " + text).lowercased()
        let knowledge =
            ServerPhrase.all.first { words.contains($0.words) }?.meaning ?? Self.meaning(ofCode: String(responseCode.prefix { $0 != " " }))
            ?? ProviderHint.all.first { $0.covers(host) }?.meaning ?? .unknown
        return knowledge.diagnostic(evidence: evidence)
    }

    private var evidence: String { responseCode.isEmpty ? text : "[\(responseCode)] \(text)" }

    /// RFC 5530 §3, except AUTHENTICATIONFAILED, which says no more than NO does.
    private static func meaning(ofCode code: String) -> LoginMeaning? {
        switch code {
        case "UNAVAILABLE", "INUSE": .temporary
        case "LIMIT": .tooManyConnections
        case "EXPIRED": .expiredPassword
        case "PRIVACYREQUIRED": .encryptionRequired
        case "AUTHORIZATIONFAILED", "CONTACTADMIN": .askAdministrator
        default: nil
        }
    }
}
