/// Why a store refuses what it was asked for.
public enum SandboxStoreError: Error, Hashable, Sendable {
    case noSuchMailbox
    case mailboxExists
    /// The inbox cannot be removed.
    case isInbox
    /// A level of the name is empty.
    case invalidName
    /// There are mailboxes enough (``SandboxLimits/mailboxes``), or the name has too many levels.
    case tooMany
    case overQuota
    /// The mailbox has given out all of its identifiers.
    case noMoreIdentifiers
    /// The folder that keeps the mail takes no more.
    case notWritten
}

/// Bounds of every account.
public enum SandboxLimits {
    /// Most mailboxes of an account.
    public static let mailboxes = 100_000
    /// Most levels of a mailbox's name.
    public static let levels = 100
}
