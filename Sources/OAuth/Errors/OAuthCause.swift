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

/// A refusal in the words of a server.
enum KnownRefusal: Hashable {
    /// The code of a standard, whoever says it.
    case code(OAuthErrorCode)
    /// A code of the provider's own.
    case own(String)
    /// The number that begins Microsoft's words: `AADSTS` and so many digits.
    case entra(Int)
    /// A code with words of the description, in lower case.
    case words(OAuthErrorCode, String)

    func fits(_ refusal: OAuthRefusal) -> Bool {
        switch self {
        case .code(let code): refusal.known == code
        case .own(let code): refusal.code == code
        case .entra(let number): refusal.entraNumber == number
        case .words(let code, let words): refusal.known == code && refusal.words.lowercased().contains(words)
        }
    }

    var weight: Int {
        switch self {
        case .code, .own: 0
        case .words: 1
        case .entra: 2
        }
    }
}

extension OAuthRefusal {
    /// The digits behind the first `AADSTS`.
    fileprivate var entraNumber: Int? {
        guard let mark = words.firstRange(of: "AADSTS") else { return nil }
        return Int(words[mark.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
