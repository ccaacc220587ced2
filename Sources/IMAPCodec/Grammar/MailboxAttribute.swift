/// An attribute of a mailbox in LIST, in lower case with its backslash (RFC 9051 §7.3.1, RFC 6154 §2).
package struct MailboxAttribute: Hashable, Sendable {
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue.lowercased() }

    package static let noSelect = Self("\\noselect")
    package static let nonExistent = Self("\\nonexistent")
    package static let noInferiors = Self("\\noinferiors")
    package static let subscribed = Self("\\subscribed")
}

/// What a mailbox is for (RFC 6154 §2, RFC 8457 §3). Raw values are the attributes in lower case.
package enum SpecialUse: String, CaseIterable, Hashable, Sendable {
    case all = "\\all"
    case archive = "\\archive"
    case drafts = "\\drafts"
    case flagged = "\\flagged"
    case important = "\\important"
    case junk = "\\junk"
    case sent = "\\sent"
    case trash = "\\trash"

    /// The attribute in its usual spelling, for CREATE (RFC 6154 §3).
    package var wire: String { "\\" + rawValue.dropFirst().prefix(1).uppercased() + rawValue.dropFirst(2) }
}
