internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import MailCore

/// A message that may be deleted at the source: its bytes were read back from the target, and were equal.
struct DeletableMessage: Hashable, Sendable {
    let uid: UID
    /// In the present session.
    let number: UInt32
    let targetUID: UID
}

/// Where the mail of a POP3 source went.
struct POP3Destination: Hashable, Sendable {
    let mailbox: Int64
    let name: MailboxName
    let validity: UIDValidity?
}

/// What a journal of a POP3 source knows about the messages that it was asked for.
struct POP3Totals: Hashable, Sendable {
    /// Messages without a unique identifier of their own (count).
    var identifiedByHeader = 0
    /// Messages that came under another unique identifier than before (count).
    var changedIDs = 0
    /// Messages that were sent, and may be equal ones that had been before (count).
    var possiblyTwice = 0
    /// Copied messages with no date that could be read (count).
    var undated = 0
    /// Messages that were deleted at the source (count).
    var deleted = 0
}

/// What only a POP3 source needs.
extension MigrationJournal {
    /// What is gone at the source and was not copied cannot be copied any more. What was copied stays known: servers hide
    /// mail that was read, and show it again.
    func forgetMissing(_ mailbox: Int64) throws(JournalError) {
        try write { database in
            try database.run(
                """
                DELETE FROM message WHERE mailbox = ? AND state IN ('planned', 'failed', 'skipped')
                AND uid NOT IN (SELECT uid FROM temp.pop3_listing WHERE uid IS NOT NULL)
                """, [mailbox])
        }
    }

    /// What is not copied yet arrives with these flags.
    func setFlags(_ mailbox: Int64, ofPlanned flags: [Flag]) throws(JournalError) {
        try write { database in
            try database.run(
                "UPDATE message SET flags = ?1 WHERE mailbox = ?2 AND state = 'planned' AND flags <> ?1",
                [flags.stored, mailbox])
        }
    }

    /// Dates that were read in headers.
    func recordDates(_ mailbox: Int64, _ dates: [UID: InternalDate]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: "UPDATE message SET date = ?, zone = ? WHERE mailbox = ? AND uid = ?")
            for (uid, date) in dates {
                try update.execute(arguments: [date.secondsSince1970, date.zoneMinutes, mailbox, uid.rawValue])
            }
        }
    }

    // MARK: Deletion

    /// Nil before the first copy.
    func pop3Destination() throws(JournalError) -> POP3Destination? {
        try read { database in
            try database.rows("SELECT id, target, target_uid_validity FROM mailbox WHERE NOT is_gone").first.map {
                row in
                POP3Destination(
                    mailbox: try row.integer("id"), name: try row.name("target"),
                    validity: try row.optionalNumber("target_uid_validity").map { UIDValidity($0) })
            }
        }
    }

    /// The next messages that may be deleted, in the order of the session: those that go by a unique identifier of their
    /// own, the same as ever, and have the size that they had.
    func deletable(
        from mailbox: Int64, after number: UInt32, limit: Int = CopyLimits.windowMessages
    ) throws(JournalError) -> [DeletableMessage] {
        try read { database in
            try database.rows(
                """
                SELECT listed.number AS number, listed.uid AS uid, message.target_uid AS target_uid
                FROM temp.pop3_listing AS listed
                JOIN pop3_message AS known ON known.uid = listed.uid
                    AND known.unique_id = listed.unique_id AND known.size = listed.size AND NOT known.has_changed_id
                JOIN message ON message.mailbox = ? AND message.uid = listed.uid
                WHERE listed.number > ? AND message.state IN ('copied', 'adopted') AND message.proof = 'full'
                    AND message.target_uid IS NOT NULL
                ORDER BY listed.number LIMIT ?
                """, [mailbox, number, limit]
            ).map { row in
                DeletableMessage(
                    uid: try row.uid("uid"), number: try row.number("number"), targetUID: try row.uid("target_uid"))
            }
        }
    }

    /// These are about to be deleted. Durable when it returns.
    func intendDeletion(_ uids: [UID]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(sql: "UPDATE pop3_message SET deletion = 'asked' WHERE uid = ?")
            for uid in uids { try update.execute(arguments: [uid.rawValue]) }
        }
    }

    /// The server said that all which were asked for are deleted.
    ///
    /// - Returns: how many.
    func recordDeletion() throws(JournalError) -> Int {
        try write { database in
            // A server may give the same name to another message then.
            try database.run(
                "UPDATE pop3_message SET deletion = 'done', unique_id = NULL WHERE deletion = 'asked'")
            return database.changesCount
        }
    }

    /// What was asked for in a session whose end nobody heard is done, or still there.
    static func noteDeletions(in database: Database) throws {
        try database.run(
            """
            UPDATE pop3_message SET deletion = 'done', unique_id = NULL
            WHERE deletion = 'asked' AND \(isUnlisted)
            """)
        try database.run("UPDATE pop3_message SET deletion = NULL WHERE deletion = 'asked'")
    }

    // MARK: Report

    /// As they may be shown; those without one are left out.
    func uniqueIDs(of uids: [UID]) throws(JournalError) -> [UID: String] {
        try read { database in
            let find = try database.cachedStatement(
                sql: "SELECT unique_id FROM pop3_message WHERE uid = ? AND unique_id IS NOT NULL")
            return try uids.reduce(into: [:]) { found, uid in
                guard let row = try database.rows(find, [uid.rawValue]).first else { return }
                found[uid] = DisplayText.clean(bytes: try row.bytes("unique_id"), limit: ByteLimits.serverText)
            }
        }
    }

    func pop3Totals() throws(JournalError) -> POP3Totals {
        try read { database in
            let rows = try database.rows(
                """
                SELECT count(*) FILTER (WHERE unique_id IS NULL AND deletion IS NULL) AS unnamed,
                    count(*) FILTER (WHERE has_changed_id) AS changed,
                    count(*) FILTER (WHERE may_be_double AND EXISTS (
                        SELECT 1 FROM message WHERE message.mailbox IN (SELECT id FROM mailbox)
                        AND message.uid = pop3_message.uid AND was_sent)) AS twice,
                    count(*) FILTER (WHERE deletion = 'done') AS deleted,
                    (SELECT count(*) FROM message WHERE was_sent AND date IS NULL
                        AND uid IN (SELECT uid FROM pop3_message)) AS undated
                FROM pop3_message
                """)
            guard let row = rows.first else { return POP3Totals() }
            return POP3Totals(
                identifiedByHeader: try row.count("unnamed"), changedIDs: try row.count("changed"),
                possiblyTwice: try row.count("twice"), undated: try row.count("undated"),
                deleted: try row.count("deleted"))
        }
    }
}
