internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec

/// Messages at the target that may be copies of ours. Kept in the file, because there may be a million.
extension MigrationJournal {
    func clearCandidates(_ mailbox: Int64) throws(JournalError) {
        try write { database in
            try database.run("DELETE FROM candidate WHERE mailbox = ?", [mailbox])
        }
    }

    /// Leaves out what is bound to a message already.
    func addCandidates(_ mailbox: Int64, _ candidates: [Fingerprint]) throws(JournalError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO candidate (mailbox, size, header_hash, fields_hash, text_size, uid)
                    SELECT ?1, ?2, ?3, ?4, ?5, ?6
                    WHERE NOT EXISTS (SELECT 1 FROM message WHERE mailbox = ?1 AND target_uid = ?6)
                    """)
            for candidate in candidates {
                try insert.execute(arguments: [
                    mailbox, Int64(clamping: candidate.size), Data(candidate.headerHash),
                    candidate.fieldsHash.map { Data($0) }, Int64(clamping: candidate.textSize), candidate.uid.rawValue,
                ])
            }
        }
    }

    /// Whether any is left that is not bound to a message.
    func hasCandidates(_ mailbox: Int64) throws(JournalError) -> Bool {
        try read { database in
            try database.exists("SELECT 1 FROM candidate WHERE mailbox = ?", [mailbox])
        }
    }

    /// Those of the messages that a candidate equals in size: only their headers are worth asking for.
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

    /// Binds messages to candidates that equal them in size and header. Each candidate is used once, so two equal
    /// messages need two; the lowest identifier goes to the lowest.
    ///
    /// - Returns: the messages that are at the target.
    func match(_ mailbox: Int64, _ messages: [Fingerprint]) throws(JournalError) -> Set<UID> {
        try write { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT uid FROM candidate WHERE mailbox = ? AND header_hash = ? AND size = ? AND \(Self.isFree)
                    ORDER BY uid LIMIT 1
                    """)
            var matched: Set<UID> = []
            for message in messages {
                let arguments: StatementArguments = [mailbox, Data(message.headerHash), Int64(clamping: message.size)]
                guard let row = try database.rows(find, arguments).first else { continue }
                try Self.bind(message.uid, to: try row.uid("uid"), in: mailbox, database)
                matched.insert(message.uid)
            }
            return matched
        }
    }

    /// Candidates for messages that no candidate equals in size and header: those with the same identifying fields; for
    /// a message without any, those with the same header. At most ``CopyLimits/likelyCandidates`` for each.
    func likely(_ mailbox: Int64, _ messages: [Fingerprint]) throws(JournalError) -> [UID: [Candidate]] {
        try read { database in
            let columns = "SELECT uid, text_size FROM candidate WHERE mailbox = ?"
            let order = "AND \(Self.isFree) ORDER BY uid LIMIT ?"
            let byFields = try database.cachedStatement(sql: "\(columns) AND fields_hash = ? \(order)")
            let byHeader = try database.cachedStatement(sql: "\(columns) AND header_hash = ? \(order)")
            var likely: [UID: [Candidate]] = [:]
            for message in messages {
                let rows = try database.rows(
                    message.fieldsHash == nil ? byHeader : byFields,
                    [mailbox, Data(message.fieldsHash ?? message.headerHash), CopyLimits.likelyCandidates])
                likely[message.uid] = try rows.map { row in
                    Candidate(uid: try row.uid("uid"), textSize: try row.size("text_size"))
                }
            }
            return likely
        }
    }

    /// Binds messages to candidates that were found to be them.
    func bind(_ mailbox: Int64, _ pairs: [(message: UID, candidate: UID)]) throws(JournalError) {
        try write { database in
            for pair in pairs { try Self.bind(pair.message, to: pair.candidate, in: mailbox, database) }
        }
    }

    /// A candidate may have been bound since it was noted: an answer to APPEND can name any identifier.
    private static let isFree = """
        NOT EXISTS (SELECT 1 FROM message WHERE mailbox = candidate.mailbox AND target_uid = candidate.uid)
        """

    private static func bind(_ message: UID, to candidate: UID, in mailbox: Int64, _ database: Database) throws {
        // A message that was acknowledged without an identifier now has one, and stays copied.
        let bind = try database.cachedStatement(
            sql: """
                UPDATE message SET target_uid = ?1, state = CASE state WHEN 'copied' THEN 'copied' ELSE 'adopted' END,
                    target_size = (SELECT size FROM candidate WHERE mailbox = ?2 AND uid = ?1)
                WHERE mailbox = ?2 AND uid = ?3
                AND (state IN ('planned', 'appending') OR (state = 'copied' AND target_uid IS NULL))
                """)
        try database.move(bind, message, [candidate.rawValue, mailbox, message.rawValue])
        let take = try database.cachedStatement(sql: "DELETE FROM candidate WHERE mailbox = ? AND uid = ?")
        try take.execute(arguments: [mailbox, candidate.rawValue])
    }
}
