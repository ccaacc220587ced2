/// What is in an account, as far as a look without opening folders shows. Names are the server's, decoded and cleaned.
public struct MailboxSummary: Hashable, Sendable {
    /// Messages in the inbox.
    public var inboxMessages: Int
    /// Folders that can hold mail (count), the inbox included.
    public var folders: Int
    /// Folders by what they are for, such as `\\Sent` (RFC 6154 §2), sorted.
    public var specialUses: [SpecialFolder]
    /// What the account's own folders begin with (RFC 2342); empty where the server does not tell.
    public var namespaces: [String]

    /// A folder that is for something.
    public struct SpecialFolder: Hashable, Sendable {
        /// As the server says it, such as `\\Sent`.
        public var use: String
        /// Its readable name.
        public var name: String
    }
}
