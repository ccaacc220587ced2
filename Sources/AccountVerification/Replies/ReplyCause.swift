internal import MailCore

/// Why a server says no, who can do something about it, and what. One row of the catalogue.
struct ReplyCause: Hashable {
    let code: DiagnosticCode
    let actor: Diagnostic.Actor
    let message: LocalizedText
    let remedy: LocalizedText
    let page: String?
    /// How servers say it.
    let replies: [KnownReply]

    init(
        _ code: DiagnosticCode, _ actor: Diagnostic.Actor, _ message: String, zhHans chineseMessage: String,
        remedy: String, zhHans chineseRemedy: String, page: String? = nil, said replies: [KnownReply]
    ) {
        self.code = code
        self.actor = actor
        self.message = LocalizedText(message, zhHans: chineseMessage)
        self.remedy = LocalizedText(remedy, zhHans: chineseRemedy)
        self.page = page
        self.replies = replies
    }

    func diagnostic(evidence: String) -> Diagnostic {
        Diagnostic(code, message: message, evidence: evidence, remedy: remedy, url: page, actor: actor)
    }
}
