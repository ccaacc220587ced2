internal import AccountDiscovery
internal import MailCore

extension AutoconfigDocument {
    /// Who the provider is, and how sure the profile is.
    var identity: JSONValue {
        .object([
            "id": .string(identifier), "name": .string(displayName ?? ""),
            "checked": notes?.checked.map(JSONValue.string), "source": notes?.source.map(JSONValue.string),
        ])
    }
}

extension SecretPolicy {
    func json(in language: Language) -> JSONValue {
        let kind = JSONValue.Member(key: "kind", value: .string(kind.rawValue))
        let shape = shape.map { JSONValue.Member(key: "shape", value: $0.json) }
        return .object([kind] + [shape].compactMap { $0 } + instruction.members(in: language))
    }
}

extension SecretShape {
    fileprivate var json: JSONValue {
        .object([
            "pattern": .string(pattern), "alphabet": .string(alphabet.rawValue), "ignoresBlanks": .bool(ignoresBlanks),
        ])
    }
}

extension HistoryWindow {
    func json(in language: Language) -> JSONValue {
        let size: JSONValue.Member =
            switch extent {
            case .days(let days): .init(key: "days", value: .integer(clamping: days))
            case .messages(let count): .init(key: "messages", value: .integer(clamping: count))
            }
        let host = exportHost.map { JSONValue.Member(key: "exportHost", value: .string($0)) }
        return .object([size] + [host].compactMap { $0 } + instruction.members(in: language))
    }
}

extension ProviderLimit {
    func json(in language: Language) -> JSONValue {
        .object([
            "name": .string(name.rawValue), "value": .integer(clamping: value),
            "condition": condition.map { .string($0.text(in: language)) },
        ])
    }
}

extension ProviderInstruction {
    func json(in language: Language) -> JSONValue { .object(members(in: language)) }

    fileprivate func members(in language: Language) -> [JSONValue.Member] {
        let page = page(in: language)
        return [
            JSONValue.Member(key: "text", value: .string(text.text(in: language))),
            page.map { JSONValue.Member(key: "url", value: .string($0.url)) },
            page.map { JSONValue.Member(key: "urlLanguage", value: .string($0.language)) },
        ].compactMap { $0 }
    }
}
