internal import GRDB
internal import IMAPCodec

/// Where a folder is at the target, and under which generation of identifiers it is known.
struct TargetPlace: Hashable, Sendable {
    /// Of the folder in the journal.
    let mailbox: Int64
    let source: MailboxName
    let target: MailboxName
    let targetValidity: UIDValidity?
}

/// Messages in one folder of the target whose row is no longer that of a message at the source.
struct TargetMessages: Hashable, Sendable {
    let place: TargetPlace
    /// At the target, in rising order.
    let uids: [UID]
}

/// Messages that are at the target and gone at the source.
extension MigrationJournal {
    /// What to do with them.
    enum VanishedKind {
        /// As large as one that is to be copied; its header is not known.
        case unrecognised
        /// In its new place at the target; it may still be in the old one.
        case moved
        /// Nowhere else. What is as large as a message that could not be copied may be that message, moved.
        case deleted

        fileprivate var condition: String {
            switch self {
            case .unrecognised:
                """
                state = 'vanished' AND header_hash IS NULL
                AND size IN (SELECT size FROM message WHERE state = 'planned')
                """
            case .moved: "state = 'moved'"
            case .deleted:
                """
                state = 'vanished' AND size NOT IN (
                    SELECT size FROM message WHERE state IN ('planned', 'appending', 'failed', 'skipped'))
                """
            }
        }

        fileprivate var state: String {
            switch self {
            case .unrecognised, .deleted: "vanished"
            case .moved: "moved"
            }
        }
    }

    /// The folders that have such messages, or may have them.
    func mailboxes(with kind: VanishedKind) throws(JournalError) -> [Int64] {
        try read { database in
            try database.rows(
                """
                SELECT id FROM mailbox
                WHERE EXISTS (SELECT 1 FROM message WHERE mailbox = mailbox.id AND state = ?) ORDER BY id
                """, [kind.state]
            ).map { try $0.integer("id") }
        }
    }

    func place(of mailbox: Int64) throws(JournalError) -> TargetPlace {
        try read { database in
            let row = try Self.row(of: mailbox, "source, target, target_uid_validity", in: database)
            return TargetPlace(
                mailbox: mailbox, source: try row.name("source"), target: try row.name("target"),
                targetValidity: try row.optionalNumber("target_uid_validity").map { UIDValidity($0) })
        }
    }

    /// The next such messages of a folder, in the order of the target's identifiers.
    func next(
        _ kind: VanishedKind, of mailbox: Int64, after position: UID?, limit: Int = CopyLimits.windowMessages
    ) throws(JournalError) -> TargetMessages {
        let place = try place(of: mailbox)
        return try read { database in
            let uids = try database.rows(
                """
                SELECT target_uid FROM message WHERE mailbox = ? AND target_uid > ? AND \(kind.condition)
                ORDER BY target_uid LIMIT ?
                """, [mailbox, position?.rawValue ?? 0, limit]
            ).map { try $0.uid("target_uid") }
            return TargetMessages(place: place, uids: uids)
        }
    }

    /// How many such messages there are in these folders.
    func count(_ kind: VanishedKind, in mailboxes: [Int64]) throws(JournalError) -> Int {
        try read { database in
            var count = 0
            for mailbox in mailboxes {
                let rows = try database.rows(
                    "SELECT count(*) AS count FROM message WHERE mailbox = ? AND \(kind.condition)", [mailbox])
                count += try rows.first?.count("count") ?? 0
            }
            return count
        }
    }

    /// These are gone at both sides.
    func forgetVanished(_ mailbox: Int64, targetUIDs: some Sequence<UID>) throws(JournalError) {
        try write { database in
            let forget = try database.cachedStatement(
                sql: """
                    DELETE FROM message WHERE mailbox = ? AND target_uid = ? AND state IN ('vanished', 'moved')
                    """)
            for uid in targetUIDs { try forget.execute(arguments: [mailbox, uid.rawValue]) }
        }
    }
}
