internal import GRDB
internal import IMAPCodec

/// A folder with messages that were sent again because nobody knew whether an interrupted run had got them through.
struct DoubtedMailbox: Hashable, Sendable {
    let id: Int64
    let source: MailboxName
    let target: MailboxName
    let targetValidity: UIDValidity?
    /// What is stored late has identifiers from here on; nil means that nobody knows.
    let floor: UID?
}

/// A message that was sent again, and is at the target.
struct DoubtedCopy: Hashable, Sendable {
    /// Nil where the server does not tell.
    let targetUID: UID?
    let size: UInt64
    /// SHA-256 of the bytes that were sent; nil when it was found at the target after another interruption, or none
    /// was taken.
    let digest: [UInt8]?
    /// How often it was sent again (count): so many more of it may arrive.
    let times: Int
}

/// Messages that may have arrived twice.
extension MigrationJournal {
    /// What is still in doubt was not found at the target: it is to be sent again.
    ///
    /// - Parameter floor: the target's next identifier before it was looked through.
    func releaseDoubt(_ mailbox: Int64, floor: UID?) throws(JournalError) {
        try write { database in
            try database.run(
                """
                UPDATE message SET state = 'planned', was_in_doubt = was_in_doubt + 1
                WHERE mailbox = ? AND state = 'appending'
                """, [mailbox])
            guard database.changesCount > 0 else { return }
            // The floor of an older crash is lower, and stays.
            try database.run(
                "UPDATE mailbox SET doubt_floor = coalesce(doubt_floor, ?) WHERE id = ?",
                [floor?.rawValue, mailbox])
        }
    }

    /// Whether anything that was in doubt is to be sent again.
    func hasReleasedDoubt(_ mailbox: Int64) throws(JournalError) -> Bool {
        try read { database in
            try database.exists(
                "SELECT 1 FROM message WHERE mailbox = ? AND was_in_doubt AND state = 'planned'", [mailbox])
        }
    }

    func doubtedMailboxes() throws(JournalError) -> [DoubtedMailbox] {
        try read { database in
            try database.rows(
                """
                SELECT id, source, target, target_uid_validity, doubt_floor FROM mailbox
                WHERE id IN (SELECT mailbox FROM message WHERE was_in_doubt)
                """
            ).map { row in
                DoubtedMailbox(
                    id: try row.integer("id"), source: try row.name("source"), target: try row.name("target"),
                    targetValidity: try row.optionalNumber("target_uid_validity").map { UIDValidity($0) },
                    floor: try row.optionalUID("doubt_floor"))
            }
        }
    }

    /// Those of them that have arrived since: at most as many as crashes left in doubt.
    func doubtedCopies(_ mailbox: Int64) throws(JournalError) -> [DoubtedCopy] {
        try read { database in
            try database.rows(
                """
                SELECT target_uid, size, digest, was_in_doubt FROM message
                WHERE mailbox = ? AND was_in_doubt AND state IN ('copied', 'adopted')
                """, [mailbox]
            ).map { row in
                DoubtedCopy(
                    targetUID: try row.optionalUID("target_uid"), size: try row.size("size"),
                    digest: try row.optionalBytes("digest"), times: try row.count("was_in_doubt"))
            }
        }
    }

    /// How many messages are at the target under identifiers that nobody told, by their digests; only of those that equal
    /// one that was in doubt.
    func unnamedCopies(_ mailbox: Int64) throws(JournalError) -> [[UInt8]: Int] {
        try read { database in
            try database.rows(
                """
                SELECT digest, count(*) AS messages FROM message
                WHERE mailbox = ?1 AND state = 'copied' AND target_uid IS NULL
                AND digest IN (SELECT digest FROM message WHERE mailbox = ?1 AND was_in_doubt)
                GROUP BY digest
                """, [mailbox]
            ).reduce(into: [:]) { $0[try $1.bytes("digest")] = try $1.count("messages") }
        }
    }

    /// The sizes of messages that are at the target under identifiers that nobody told, and of which no digest was taken:
    /// a message of such a size may be one of them.
    func unrecognisableSizes(_ mailbox: Int64) throws(JournalError) -> Set<UInt64> {
        try read { database in
            let rows = try database.rows(
                """
                SELECT DISTINCT size FROM message
                WHERE mailbox = ? AND state = 'copied' AND target_uid IS NULL AND digest IS NULL
                """, [mailbox])
            return Set(try rows.map { try $0.size("size") })
        }
    }

    /// Messages of a set that are at the target, and that this migration knows nothing of; in windows.
    func unknownTargets(_ mailbox: Int64, in uids: UIDSet) throws(JournalError) -> [[UID]] {
        try read { database in
            let find = try database.cachedStatement(sql: "SELECT 1 FROM message WHERE mailbox = ? AND target_uid = ?")
            var windows: [[UID]] = []
            for value in uids.ranges.lazy.joined() {
                guard let uid = UID(value), try Int.fetchOne(find, arguments: [mailbox, value]) == nil else { continue }
                if windows.last.map({ $0.count >= CopyLimits.windowMessages }) ?? true { windows.append([]) }
                windows[windows.count - 1].append(uid)
            }
            return windows
        }
    }

    func forgetDoubt(_ mailbox: Int64) throws(JournalError) {
        try write { database in try Self.forgetDoubt(of: mailbox, in: database) }
    }

    static func forgetDoubt(of mailbox: Int64, in database: Database) throws {
        try database.run(
            "UPDATE message SET was_in_doubt = 0 WHERE mailbox = ? AND was_in_doubt", [mailbox])
        try database.run("UPDATE mailbox SET doubt_floor = NULL WHERE id = ?", [mailbox])
    }
}
