/// What a mailbox is for (RFC 6154 §2).
public enum SandboxSpecialUse: String, Hashable, Sendable, CaseIterable {
    case all = "\\All"
    case archive = "\\Archive"
    case drafts = "\\Drafts"
    case flagged = "\\Flagged"
    case important = "\\Important"
    case junk = "\\Junk"
    case sent = "\\Sent"
    case trash = "\\Trash"

    /// - Parameter attribute: with its backslash, in any case.
    init?(attribute: String) {
        guard let use = Self.allCases.first(where: { $0.rawValue.lowercased() == attribute.lowercased() }) else {
            return nil
        }
        self = use
    }
}
