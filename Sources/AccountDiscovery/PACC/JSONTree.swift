/// A JSON value of a document from a stranger.
enum JSONTree: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written; nobody here counts with it.
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// The member of an object; nil for everything else.
    subscript(_ key: String) -> JSONTree? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
