/// A part of the mail is all that mail programs see, so a copy would silently be incomplete.
public struct HistoryWindow: Hashable, Sendable {
    /// What is seen.
    public enum Extent: Hashable, Sendable {
        /// Mail of so many days before now.
        case days(Int)
        /// So many messages of each folder, the newest.
        case messages(Int)
    }

    /// What is seen.
    public var extent: Extent
    /// An IMAP server that shows everything, with the same port, security and login.
    public var exportHost: String?
    /// How to see the rest.
    public var instruction: ProviderInstruction
}
