/// One change of an account, as small as can be: the same ones in the same order lead to the same account, with all of its
/// identifiers and mod-sequences.
enum SandboxChange: Hashable, Sendable, Codable {
    case created(mailbox: Int, levels: [String], use: String?, uidValidity: UInt32)
    case deleted(mailbox: Int)
    case renamed(mailbox: Int, levels: [String])
    case subscribed(levels: [String], Bool)
    /// - Parameter body: the name of a file.
    case appended(
        mailbox: Int, uid: UInt32, body: String, size: Int, flags: [String], date: Int, email: UInt64, thread: UInt64)
    case flagged(mailbox: Int, uid: UInt32, flags: [String])
    case removed(mailbox: Int, uids: [UInt32])
    case renumbered(mailbox: Int)
}
