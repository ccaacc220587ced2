/// Why a server says no, who can do something about it, and what. One row of a table.
package struct RefusalCause<Words: Hashable & Sendable>: Hashable, Sendable {
    package let code: DiagnosticCode
    package let actor: Diagnostic.Actor
    package let message: LocalizedText
    package let remedy: LocalizedText
    package let page: String?
    /// How servers say it.
    package let said: [Words]

    package init(
        _ code: DiagnosticCode, _ actor: Diagnostic.Actor, _ message: String, zhHans chineseMessage: String,
        remedy: String, zhHans chineseRemedy: String, page: String? = nil, said: [Words]
    ) {
        self.code = code
        self.actor = actor
        self.message = LocalizedText(message, zhHans: chineseMessage)
        self.remedy = LocalizedText(remedy, zhHans: chineseRemedy)
        self.page = page
        self.said = said
    }

    /// The row whose words weigh most; of equal ones the first.
    ///
    /// - Parameter weight: of words that fit; nil for others.
    package static func best(in rows: [Self], weight: (Words) -> Int?) -> Self? {
        var best: (row: Self, weight: Int)?
        for row in rows {
            for weight in row.said.compactMap(weight) where weight > best?.weight ?? -1 { best = (row, weight) }
        }
        return best?.row
    }

    package func diagnostic(evidence: String) -> Diagnostic {
        Diagnostic(code, message: message, evidence: evidence, remedy: remedy, url: page, actor: actor)
    }
}
