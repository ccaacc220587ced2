/// A JSON value of a document from a stranger.
package enum JSONTree: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written; nobody here counts with it.
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// The member of an object; nil for everything else.
    package subscript(_ key: String) -> JSONTree? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The string; nil for everything else.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
