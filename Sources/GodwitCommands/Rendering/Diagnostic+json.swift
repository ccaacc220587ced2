package import MailCore

extension Diagnostic {
    /// The shape `D` of the command line contract, in the reader's language.
    package func json(in language: Language) -> JSONValue {
        .object([
            "code": .string(code.rawValue),
            "severity": .string(severity.rawValue),
            "message": .string(message.text(in: language)),
            "evidence": evidence.map(JSONValue.string),
            "remedy": remedy.map { .string($0.text(in: language)) },
            "url": url.map(JSONValue.string),
            "actor": actor.map { .string($0.rawValue) },
        ])
    }
}
