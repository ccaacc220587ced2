public import MailCore

/// What happens during a migration, as it happens.
public enum MigrationEvent: Sendable {
    /// Both accounts are open and the source's folders are known.
    case planned(mailboxes: Int, messages: Int)
    /// A folder begins: its readable name, and the messages it holds. Several are copied at the same time.
    case mailboxStarted(name: String, target: String, messages: Int)
    /// Messages of a folder of the source were found at the target already.
    case adopted(mailbox: String, messages: Int)
    /// The target stored this many messages and bytes of a folder of the source.
    case copied(mailbox: String, messages: Int, bytes: UInt64)
    /// A message was given up, for now.
    case failed(mailbox: String, uid: UInt32, code: DiagnosticCode, serverText: String)
    /// What was stored is being read back.
    case proving(mailbox: String)
    case proven(mailbox: String, messages: Int)
    case mailboxFinished(name: String)
    /// Flags of messages that an earlier run copied were changed at the source, and now at the target too.
    case flagsUpdated(mailbox: String, messages: Int)
    /// Messages that an earlier run copied were moved at the source, from one folder to another, and now at the target
    /// too.
    case moved(mailbox: String, from: String, messages: Int)
    /// Messages that were deleted at the source after they were copied were deleted at the target too.
    case deleted(mailbox: String, messages: Int)
    /// They were not, though the user asked for it.
    case deletionsWithheld(messages: Int, reason: DeletionObstacle)
    /// An interrupted run had got these through after all, and they arrived twice; one of each was removed again.
    case doublesRemoved(mailbox: String, messages: Int)
    /// The same at a target that cannot remove single messages: they are there twice.
    case doubled(mailbox: String, messages: Int)
    /// A folder as a whole was refused, with the server's words.
    case mailboxFailed(name: String, code: DiagnosticCode, serverText: String)
    /// POP3: what was proven was deleted at the source, or could not be (``MigrationOptions/deletesAfterProof``).
    case sourceDeletion(SourceDeletion)
    /// POP3: the server says that it deletes mail so many days after it was read (RFC 2449 §6.7).
    case sourceExpires(days: Int)
    /// Work goes on after this many milliseconds.
    case waiting(milliseconds: Int, side: MigrationSide, reason: WaitReason)
    /// Everything is at the target, which is kept current from here on (``MigrationOptions/follows``).
    case following
}

/// Why a migration waits.
public enum WaitReason: Hashable, Sendable {
    /// A connection is gone, or could not be opened again.
    case connectionLost
    /// There is no access token just now.
    case noAccessToken
    /// The server asks for a pause, in these words (cleaned).
    case throttled(serverText: String)
    /// The server cannot take a message just now, in these words (cleaned).
    case unavailable(serverText: String)
    /// The server may still be storing what an interrupted run had sent; until it rests, nobody knows what is there.
    case settling
    /// The server wants some time between two logins (POP3).
    case loginDelay
}
