internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec

/// Messages at the target that may be copies of ours. Kept in the file, because there may be a million.
extension MigrationJournal {
    func clearCandidates(_ mailbox: Int64) throws(JournalError) {
        try write { database in
            try database.execute(sql: "DELETE FROM candidate WHERE mailbox = ?", arguments: [mailbox])
        }
    }

    /// Leaves out what is bound to a message already.
    func addCandidates(_ mailbox: Int64, _ candidates: [Fingerprint]) throws(JournalError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO candidate (mailbox, size, header_hash, uid)
                    SELECT ?1, ?2, ?3, ?4
                    WHERE NOT EXISTS (SELECT 1 FROM message WHERE mailbox = ?1 AND target_uid = ?4)
                    """)
            for candidate in candidates {
                try insert.execute(arguments: [
                    mailbox, Int64(clamping: candidate.size), Data(candidate.headerHash), candidate.uid.rawValue,
                ])
            }
        }
    }

    /// Those of the messages that could be at the target already, by their size.
    func withCandidateOfSameSize(_ mailbox: Int64, _ messages: [PlannedMessage]) throws(JournalError)
        -> [PlannedMessage]
    {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT 1 FROM candidate WHERE mailbox = ? AND size = ? LIMIT 1")
            return try messages.filter { message in
                try Int.fetchOne(statement, arguments: [mailbox, Int64(message.size)]) != nil
            }
        }
    }

    /// Binds messages to candidates that equal them. Each candidate is used once, so two equal messages need two; the
    /// lowest identifier goes to the lowest.
    ///
    /// - Returns: the messages that are at the target.
    func match(_ mailbox: Int64, _ messages: [Fingerprint]) throws(JournalError) -> Set<UID> {
        try write { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT uid FROM candidate WHERE mailbox = ?1 AND size = ?2 AND header_hash = ?3
                    AND NOT EXISTS (SELECT 1 FROM message WHERE mailbox = ?1 AND target_uid = candidate.uid)
                    ORDER BY uid LIMIT 1
                    """)
            let take = try database.cachedStatement(
                sql: "DELETE FROM candidate WHERE mailbox = ? AND size = ? AND header_hash = ? AND uid = ?")
            // A message that was acknowledged without an identifier now has one, and stays copied.
            let bind = try database.cachedStatement(
                sql: """
                    UPDATE message SET target_uid = ?, state = CASE state WHEN 'copied' THEN 'copied' ELSE 'adopted' END
                    WHERE mailbox = ? AND uid = ?
                    AND (state IN ('planned', 'appending') OR (state = 'copied' AND target_uid IS NULL))
                    """)
            var matched: Set<UID> = []
            for message in messages {
                let key: [any DatabaseValueConvertible] = [
                    mailbox, Int64(clamping: message.size), Data(message.headerHash),
                ]
                let row = try Row.fetchOne(find, arguments: StatementArguments(key)).map { JournalRow($0) }
                guard let found = try row?.uid("uid") else { continue }
                try take.execute(arguments: StatementArguments(key + [found.rawValue]))
                try database.move(bind, message.uid, [found.rawValue, mailbox, message.uid.rawValue])
                matched.insert(message.uid)
            }
            return matched
        }
    }
}
