/// How a migration is done.
public struct MigrationOptions: Sendable {
    /// How much of what arrived is read back and compared.
    public enum Proof: String, CaseIterable, Sendable {
        /// Nothing.
        case none
        /// Identifier, size, flags and date of every message.
        case envelope
        /// Every byte of every message as well.
        case full
    }

    /// What several connections may do to the order of messages inside a folder.
    public enum Preference: String, CaseIterable, Sendable {
        /// Identifiers at the target rise as they do at the source.
        case order
        /// Messages of a large folder arrive as they come.
        case speed
    }

    /// Most connections to each server (count).
    public static let connectionsLimit = 16

    /// How thoroughly what arrived is checked.
    public var proof: Proof = .envelope
    /// Try again what an earlier run gave up.
    public var retriesFailed = false
    /// Folders to copy.
    public var selection = MailboxSelection()
    /// Where they go.
    public var placement = MailboxPlacement()
    /// Messages to copy. What an earlier run copied stays, whatever this says.
    public var filter = MessageFilter()
    /// Within a folder, the newest messages first: the mailbox can be used before its history has arrived. Overrides
    /// ``preference``, because identifiers at the target then fall.
    public var newestFirst = false
    /// Connections to each server, 1 to ``connectionsLimit``; nil finds the fastest number by itself.
    public var connections: Int?
    /// Most bytes of mail a second, over all connections; nil for no limit.
    public var bytesPerSecond: UInt64?
    /// Whether flags that were changed at the source after a message was copied are changed at the target too.
    public var updatesFlags = true
    /// Whether messages deleted at the source after they were copied are deleted at the target too: at most this many in
    /// a run (count); when there are more, none is. Nil deletes nothing.
    public var mirroredDeletions: Int?
    /// Keep the target current until a stop is asked for.
    public var follows = false
    /// What matters more where both cannot be had.
    public var preference: Preference = .order
    /// POP3 only: whether messages arrive as read. The source cannot tell which were.
    public var marksSeen = false
    /// POP3 only: whether messages are deleted at the source once every byte of them was read back from the target and was
    /// equal. Implies ``Proof/full``.
    public var deletesAfterProof = false

    /// Which connections are compressed.
    package var compression: CompressionChoice = .whereItPays

    /// Everything, as well as it can be done.
    public init() {}
}
