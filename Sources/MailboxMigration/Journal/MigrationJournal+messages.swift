internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import MailCore

/// Messages on their way: planned → appending → copied or failed.
extension MigrationJournal {
    /// Notes what the source listed; messages that are known already stay as they are.
    func plan(_ mailbox: Int64, _ messages: [PlannedMessage], through last: UID) throws(JournalError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO message (mailbox, uid, size, flags, date, zone, state)
                    VALUES (?, ?, ?, ?, ?, ?, 'planned')
                    """)
            for message in messages {
                try insert.execute(arguments: [
                    mailbox, message.uid.rawValue, Int64(message.size),
                    message.flags.stored,
                    message.internalDate?.secondsSince1970, message.internalDate?.zoneMinutes,
                ])
            }
            try database.run(
                "UPDATE mailbox SET planned_through = ? WHERE id = ?", [last.rawValue, mailbox])
        }
    }

    /// Messages that are in the source's folder as far as it has told.
    func presentCount(_ mailbox: Int64) throws(JournalError) -> Int {
        try read { database in
            let rows = try database.rows(
                "SELECT count(*) AS messages FROM message WHERE mailbox = ? AND state NOT IN ('vanished', 'moved')",
                [mailbox])
            return try rows.first?.count("messages") ?? 0
        }
    }

    /// The next messages to copy, in the order of their identifiers.
    func nextPlanned(_ mailbox: Int64, after position: UID?, limit: Int) throws(JournalError) -> [PlannedMessage] {
        try messages(
            mailbox, after: position, limit: limit, condition: "state = 'planned'")
    }

    /// The next messages to copy, those with the highest identifiers first.
    func newestPlanned(_ mailbox: Int64, before position: UID?, limit: Int) throws(JournalError) -> [PlannedMessage] {
        try read { database in
            try database.rows(
                """
                SELECT uid, size, flags, date, zone, farewells FROM message
                WHERE mailbox = ? AND uid < ? AND state = 'planned' ORDER BY uid DESC LIMIT ?
                """, [mailbox, position.map { Int64($0.rawValue) } ?? Int64(UInt32.max) + 1, limit]
            ).map { try PlannedMessage($0) }
        }
    }

    /// The user does not want these, for now.
    func skip(_ mailbox: Int64, _ uids: [UID]) throws(JournalError) {
        try update(mailbox, uids, set: "state = 'skipped'", where: "state = 'planned'")
    }

    /// What an earlier run left out may be wanted now.
    func planSkipped(_ mailbox: Int64) throws(JournalError) {
        let hasSome = try read { database in
            try database.exists("SELECT 1 FROM message WHERE mailbox = ? AND state = 'skipped'", [mailbox])
        }
        guard hasSome else { return }
        try write { database in
            try database.run(
                "UPDATE message SET state = 'planned' WHERE mailbox = ? AND state = 'skipped'",
                [mailbox])
        }
    }

    /// Messages whose fate a crash left open, and those whose identifier at the target nobody told.
    func undecided(_ mailbox: Int64, after position: UID?, limit: Int) throws(JournalError) -> [PlannedMessage] {
        try messages(
            mailbox, after: position, limit: limit,
            condition: "(state = 'appending' OR (state = 'copied' AND target_uid IS NULL))")
    }

    func messages(
        _ mailbox: Int64, after position: UID?, limit: Int, condition: String
    ) throws(JournalError) -> [PlannedMessage] {
        try read { database in
            try database.rows(
                """
                SELECT uid, size, flags, date, zone, farewells FROM message
                WHERE mailbox = ? AND uid > ? AND \(condition) ORDER BY uid LIMIT ?
                """, [mailbox, position?.rawValue ?? 0, limit]
            ).map { try PlannedMessage($0) }
        }
    }

    /// These messages are about to be sent. Durable when it returns.
    func intend(_ mailbox: Int64, _ uids: [UID]) throws(JournalError) {
        try update(mailbox, uids, set: "state = 'appending'", where: "state = 'planned'")
    }

    /// Nothing of these was sent after all.
    func release(_ messages: [(mailbox: Int64, uids: [UID])]) throws(JournalError) {
        guard !messages.isEmpty else { return }
        try write { database in
            let statement = try database.cachedStatement(
                sql: "UPDATE message SET state = 'planned' WHERE mailbox = ? AND uid = ? AND state = 'appending'")
            for (mailbox, uids) in messages {
                for uid in uids { try database.move(statement, uid, [mailbox, uid.rawValue]) }
            }
        }
    }

    /// The target acknowledged these. An identifier that another message has already is not believed, else one message
    /// at the target would prove two of the source; such a message counts as acknowledged without an identifier.
    func recordCopied(_ mailbox: Int64, _ messages: [CopiedMessage]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: """
                    UPDATE message SET state = 'copied', size = ?2, digest = ?3, was_sent = 1, proof = NULL,
                        dropped_flags = ?6, date = coalesce(date, ?7), zone = coalesce(zone, ?8),
                        target_uid = CASE WHEN EXISTS (SELECT 1 FROM message WHERE mailbox = ?4 AND target_uid = ?1)
                            THEN NULL ELSE ?1 END
                    WHERE mailbox = ?4 AND uid = ?5 AND state = 'appending'
                    """)
            for message in messages {
                try database.move(
                    update, message.uid,
                    [
                        message.targetUID?.rawValue, Int64(clamping: message.size), message.digest.map { Data($0) },
                        mailbox, message.uid.rawValue, Self.list(message.droppedFlags),
                        message.arrival.date?.secondsSince1970, message.arrival.date?.zoneMinutes,
                    ])
                if let hash = message.arrival.headerHash { try Self.record(hash, of: message.uid, in: database) }
            }
        }
    }

    /// By which a message of a POP3 source will be known when its unique identifier has changed.
    private static func record(_ headerHash: [UInt8], of uid: UID, in database: Database) throws {
        try database.run(
            "UPDATE pop3_message SET header_hash = ? WHERE uid = ?", [Data(headerHash), uid.rawValue])
    }

    /// What a message that was copied is without after all.
    func recordDropped(_ mailbox: Int64, _ uid: UID, _ flags: [Flag]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: "UPDATE message SET dropped_flags = ? WHERE mailbox = ? AND uid = ? AND state = 'copied'")
            try database.move(update, uid, [Self.list(flags), mailbox, uid.rawValue])
        }
    }

    private static func list(_ flags: [Flag]) -> String? {
        flags.isEmpty ? nil : flags.map(\.rawValue).joined(separator: " ")
    }

    func recordFailed(_ mailbox: Int64, _ messages: [FailedMessage]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: """
                    UPDATE message SET state = 'failed', failure_code = ?, failure_text = ?
                    WHERE mailbox = ? AND uid = ? AND state IN ('planned', 'appending')
                    """)
            for message in messages {
                try database.move(
                    update, message.uid,
                    [message.code.rawValue, message.serverText, mailbox, message.uid.rawValue])
            }
        }
    }

    /// A server ended the connection while these were under way.
    func noteFarewell(_ mailbox: Int64, _ uids: [UID]) throws(JournalError) {
        try update(mailbox, uids, set: "farewells = farewells + 1", where: "state = 'appending'")
    }

    /// Gives messages that were given up another chance.
    ///
    /// - Parameter code: why they were given up; nil for all.
    func retryFailed(_ code: DiagnosticCode? = nil) throws(JournalError) {
        try write { database in
            try database.run(
                """
                UPDATE message SET state = 'planned', failure_code = NULL, failure_text = NULL
                WHERE state = 'failed' AND failure_code = coalesce(?, failure_code)
                """, [code?.rawValue])
        }
    }

    /// Nobody goes on with a folder; what of these was not sent may be sent another time.
    func releaseUnsent(_ mailbox: Int64, _ uids: [UID]) throws(JournalError) {
        guard !uids.isEmpty else { return }
        try write { database in
            let statement = try database.cachedStatement(
                sql: "UPDATE message SET state = 'planned' WHERE mailbox = ? AND uid = ? AND state = 'appending'")
            for uid in uids { try statement.execute(arguments: [mailbox, uid.rawValue]) }
        }
    }

    /// - Throws: ``JournalError`` when one of the messages does not meet the condition; then none is changed.
    func update(_ mailbox: Int64, _ uids: [UID], set: String, where condition: String) throws(JournalError) {
        try write { database in
            let statement = try database.cachedStatement(
                sql: "UPDATE message SET \(set) WHERE mailbox = ? AND uid BETWEEN ? AND ? AND \(condition)")
            for range in UIDSet(uids).ranges {
                try statement.execute(arguments: [mailbox, range.lowerBound, range.upperBound])
                guard database.changesCount == range.count else {
                    throw JournalError.unusable(reason: "messages \(range) are in another state")
                }
            }
        }
    }
}

extension PlannedMessage {
    init(_ row: JournalRow) throws(JournalError) {
        var internalDate: InternalDate?
        if let seconds = try row.optionalInteger("date") {
            internalDate = InternalDate(secondsSince1970: seconds, zoneMinutes: Int(try row.integer("zone")))
        }
        self.init(
            uid: try row.uid("uid"), size: try row.size("size"),
            flags: try row.flags("flags"), internalDate: internalDate)
        farewells = Int(clamping: try row.optionalInteger("farewells") ?? 0)
    }
}
