internal import MailCore

/// Why a server gives no token, who can do something about it, and what. One row of the table.
struct OAuthCause: Hashable {
    let code: DiagnosticCode
    let actor: Diagnostic.Actor
    let message: LocalizedText
    let remedy: LocalizedText
    let page: String?
    /// How servers say it.
    let said: [KnownRefusal]

    init(
        _ code: DiagnosticCode, _ actor: Diagnostic.Actor, _ message: String, zhHans chineseMessage: String,
        remedy: String, zhHans chineseRemedy: String, page: String? = nil, said: [KnownRefusal]
    ) {
        self.code = code
        self.actor = actor
        self.message = LocalizedText(message, zhHans: chineseMessage)
        self.remedy = LocalizedText(remedy, zhHans: chineseRemedy)
        self.page = page
        self.said = said
    }

    static let all = [OAuthCause.microsoft, OAuthCause.google, OAuthCause.anyServer].flatMap(\.self)

    /// - Returns: nil for a refusal that nobody has noted. A number of Microsoft's says more than the code beside it.
    static func cause(of refusal: OAuthRefusal) -> OAuthCause? {
        var best: (cause: OAuthCause, weight: Int)?
        for cause in all {
            for known in cause.said where known.fits(refusal) && known.weight > best?.weight ?? -1 {
                best = (cause, known.weight)
            }
        }
        return best?.cause
    }

    func diagnostic(evidence: String) -> Diagnostic {
        Diagnostic(code, message: message, evidence: evidence, remedy: remedy, url: page, actor: actor)
    }
}
