internal import IMAPClient
internal import IMAPCodec

/// A folder whose two sides are open and whose doubt is settled: what every worker that copies it needs.
struct FolderCopy: Sendable {
    /// Its place in the session's list.
    let index: Int
    let mailbox: JournaledMailbox
    /// The generation of identifiers that was planned.
    let sourceValidity: UIDValidity?
    /// The source's state before it was listed.
    let seen: MailboxStatus?
    let facts: CopyFacts
    let planner: FolderPlanner
    /// Nil where the order of messages does not matter to the user.
    let order: CommitOrder?

    /// Whether several pairs may store into it at the same time. One message a command and in order, they would only
    /// wait for each other.
    var canBeShared: Bool { facts.targetTakesMany || order == nil }
}

/// Messages of a folder that one worker copies with one FETCH.
struct CopyBatch: Sendable {
    let folder: FolderCopy
    /// Its place in the folder's order; nil for what is tried again out of order.
    let number: Int?
    let rows: [PlannedMessage]
    /// How often the target was given time for these.
    var pauses = 0
    /// Whether what the source does not give out now is given up.
    var isLastTry = false
}
