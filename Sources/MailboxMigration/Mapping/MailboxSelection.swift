/// Which folders of the source are copied.
public struct MailboxSelection: Hashable, Sendable {
    /// Folders that fit one of these; empty means all. Each is compared with the name as the server spells it and with
    /// the name without the account's prefix and `/` between its levels.
    public var included: [MailboxPattern] = []
    /// Folders that fit one of these are left out, whatever ``included`` says.
    public var excluded: [MailboxPattern] = []

    /// All folders.
    public init() {}

    /// - Parameter spellings: of one folder, with what divides their levels.
    func includes(_ spellings: [MailboxSpelling]) -> Bool {
        (included.isEmpty || included.contains { $0.matches(spellings) })
            && !excluded.contains { $0.matches(spellings) }
    }
}

/// A readable name of a folder, and what divides its levels.
struct MailboxSpelling: Hashable, Sendable {
    let name: String
    let separator: Character?
}

extension MailboxPattern {
    func matches(_ spellings: [MailboxSpelling]) -> Bool {
        spellings.contains { matches($0.name, separator: $0.separator) }
    }
}
