internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import POP3Client

/// Which messages of a POP3 session are which of those known. Each gets a number of our own, which plays the part of an IMAP
/// identifier, so that all else in the journal is as it is for IMAP.
///
/// The unique identifier (UIDL) names a message, as long as it is its own and the size is still the same. Where there is
/// none, where several messages share it, and where known messages are gone while others of the same size have come,
/// size and header decide, as a multiset.
extension MigrationJournal {
    /// Recognises messages by their unique identifiers, and finds out of which the header is needed.
    func identifyByUniqueID() throws(JournalError) {
        try write { database in
            // Some servers have nothing but the number to say, which means another message after each deletion.
            try database.run(
                """
                UPDATE temp.pop3_listing SET unique_id = NULL WHERE NOT EXISTS (
                    SELECT 1 FROM temp.pop3_listing
                    WHERE unique_id IS NULL OR unique_id <> CAST(CAST(number AS TEXT) AS BLOB))
                """)
            try database.run(
                """
                UPDATE temp.pop3_listing SET unique_id = NULL WHERE unique_id IN (
                    SELECT unique_id FROM temp.pop3_listing GROUP BY unique_id HAVING count(*) > 1)
                """)
            try database.run(
                """
                UPDATE temp.pop3_listing SET uid = (
                    SELECT uid FROM pop3_message
                    WHERE unique_id = pop3_listing.unique_id
                    AND (size = pop3_listing.size OR header_hash IS NULL))
                WHERE unique_id IS NOT NULL
                """)
            try database.run(
                """
                UPDATE temp.pop3_listing SET needs_header = 1 WHERE uid IS NULL AND (
                    unique_id IS NULL
                    OR EXISTS (SELECT 1 FROM pop3_message WHERE unique_id = pop3_listing.unique_id)
                    OR EXISTS (
                        SELECT 1 FROM pop3_message
                        WHERE size = pop3_listing.size AND header_hash IS NOT NULL AND \(Self.isUnlisted)))
                """)
        }
    }

    /// Recognises the rest by their headers, and gives numbers to what is new.
    func identifyByHeader() throws(JournalError) -> POP3Survey {
        try write { database in
            try Self.bindResized(in: database)
            var last: Group?
            while true {
                let groups = try Self.groups(after: last, in: database)
                for group in groups { try Self.bind(group, in: database) }
                guard let next = groups.last else { break }
                last = next
            }
            if try Self.mayMistakeDoubt(in: database) { try Self.beginGeneration(in: database) }
            try Self.numberNewMessages(in: database)
            try Self.noteDeletions(in: database)
            try Self.forgetHidden(in: database)
            return try Self.survey(in: database)
        }
    }

    /// Whether an own number is of no message of this session.
    static let isUnlisted = "NOT EXISTS (SELECT 1 FROM temp.pop3_listing AS other WHERE other.uid = pop3_message.uid)"

    /// Whether a row of `message` is that of an own number. Naming the folder, the only one, lets SQLite find it at once.
    private static let isOfIt = "message.mailbox IN (SELECT id FROM mailbox) AND message.uid = pop3_message.uid"

    /// Messages that nothing but their order tells apart.
    private struct Group {
        let size: Int64
        let hash: Data
    }

    private static func groups(after last: Group?, in database: Database) throws -> [Group] {
        try database.rows(
            """
            SELECT DISTINCT size, header_hash FROM temp.pop3_listing
            WHERE header_hash IS NOT NULL AND (size, header_hash) > (?, ?) AND uid IS NULL
            ORDER BY size, header_hash LIMIT ?
            """, [last?.size ?? -1, last?.hash ?? Data(), CopyLimits.windowMessages]
        ).map { Group(size: try $0.integer("size"), hash: Data(try $0.bytes("header_hash"))) }
    }

    /// The same name and the same header: a server that counts otherwise than before.
    private static func bindResized(in database: Database) throws {
        try database.run(
            """
            UPDATE temp.pop3_listing SET uid = (
                SELECT uid FROM pop3_message
                WHERE unique_id = pop3_listing.unique_id AND header_hash = pop3_listing.header_hash)
            WHERE uid IS NULL AND unique_id IS NOT NULL AND header_hash IS NOT NULL
            """)
        try database.run(
            """
            UPDATE pop3_message SET size = listed.size
            FROM temp.pop3_listing AS listed WHERE listed.uid = pop3_message.uid AND listed.size <> pop3_message.size
            """)
    }

    /// Mostly each group is one message, and known or not. Where fewer are left than were known, nobody can say which
    /// of them are gone. What was not copied yet is taken to be among those left then: rather twice than never.
    private static func bind(_ group: Group, in database: Database) throws {
        let key: StatementArguments = [group.size, group.hash]
        let numbers = try database.rows(
            """
            SELECT number FROM temp.pop3_listing WHERE size = ? AND header_hash = ? AND uid IS NULL ORDER BY number
            """, key
        ).map { try $0.number("number") }
        var known = try database.rows(
            """
            SELECT uid, (SELECT count(*) FROM message WHERE \(isOfIt) AND state IN ('copied', 'adopted')) AS is_done
            FROM pop3_message WHERE size = ? AND header_hash = ? AND \(isUnlisted) ORDER BY uid
            """, key
        ).map { (uid: try $0.uid("uid"), isDone: try $0.integer("is_done") != 0) }
        if known.count > numbers.count {
            let (open, done) = (known.filter { !$0.isDone }, known.filter(\.isDone))
            known = Array((open + done).prefix(numbers.count))
            let (taken, left) = (min(open.count, known.count), open.count + done.count - known.count)
            // Each copied one that is taken to be gone may be the one that is left.
            for message in open.prefix(min(taken, left, done.count)) { try noteDoubt(of: message.uid, in: database) }
            known.sort { $0.uid < $1.uid }
        }
        for (number, message) in zip(numbers, known) { try bind(number, to: message.uid, in: database) }
    }

    /// If it is copied now, it may be there twice.
    private static func noteDoubt(of uid: UID, in database: Database) throws {
        try database.run("UPDATE pop3_message SET may_be_double = 1 WHERE uid = ?", [uid.rawValue])
    }

    /// A message that goes by another unique identifier from now on.
    private static func bind(_ number: UInt32, to uid: UID, in database: Database) throws {
        try database.run("UPDATE temp.pop3_listing SET uid = ? WHERE number = ?", [uid.rawValue, number])
        let told = "(SELECT unique_id FROM temp.pop3_listing WHERE number = ?1)"
        // Whoever had it before is another message.
        try database.run(
            "UPDATE pop3_message SET unique_id = NULL WHERE unique_id = \(told) AND uid <> ?2", [number, uid.rawValue])
        try database.run(
            """
            UPDATE pop3_message SET unique_id = coalesce(\(told), unique_id), deletion = NULL,
                has_changed_id = has_changed_id OR (\(told) IS NOT NULL AND unique_id IS NOT \(told))
            WHERE uid = ?2
            """, [number, uid.rawValue])
    }

    /// Whether a message that is in doubt is gone, while one of its size has come: it may be the same, and has left no header
    /// to recognise it by. Then all is looked for at the target.
    private static func mayMistakeDoubt(in database: Database) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM pop3_message JOIN message ON message.uid = pop3_message.uid
            WHERE message.state = 'appending' AND \(isUnlisted) AND EXISTS (
                SELECT 1 FROM temp.pop3_listing AS come WHERE come.uid IS NULL AND come.size = pop3_message.size)
            """)
    }

    private static func beginGeneration(in database: Database) throws {
        try database.run("DELETE FROM pop3_message")
        try database.run("UPDATE migration SET pop3_generation = (pop3_generation + 1) & 0xFFFFFFFF")
        try database.run("UPDATE temp.pop3_listing SET uid = NULL")
    }

    /// In the order of the session, which is that of arrival.
    private static func numberNewMessages(in database: Database) throws {
        try database.run(
            """
            UPDATE pop3_message SET unique_id = NULL WHERE unique_id IN (
                SELECT unique_id FROM temp.pop3_listing WHERE uid IS NULL)
            """)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO pop3_message (unique_id, size, header_hash)
                SELECT unique_id, size, header_hash FROM temp.pop3_listing WHERE number = ?
                """)
        let bind = try database.cachedStatement(sql: "UPDATE temp.pop3_listing SET uid = ? WHERE number = ?")
        var position: UInt32 = 0
        while true {
            let numbers = try database.rows(
                "SELECT number FROM temp.pop3_listing WHERE uid IS NULL AND number > ? ORDER BY number LIMIT ?",
                [position, CopyLimits.windowMessages]
            ).map { try $0.number("number") }
            guard let last = numbers.last else { return }
            position = last
            for number in numbers {
                try insert.execute(arguments: [number])
                try bind.execute(arguments: [database.lastInsertedRowID, number])
            }
        }
    }

    /// What is not there and was never copied gets a new number when it is back, as something to copy. Numbers are not given
    /// again, so that whoever knows the highest sees the difference.
    private static func forgetHidden(in database: Database) throws {
        try database.run(
            """
            DELETE FROM pop3_message WHERE \(isUnlisted) AND NOT EXISTS (
                SELECT 1 FROM message WHERE \(isOfIt) AND state NOT IN ('planned', 'failed', 'skipped'))
            """)
    }

    private static func survey(in database: Database) throws -> POP3Survey {
        let rows = try database.rows(
            """
            SELECT (SELECT count(*) FROM temp.pop3_listing) AS messages, pop3_generation AS generation,
                (SELECT seq FROM sqlite_sequence WHERE name = 'pop3_message') AS highest
            FROM migration
            """)
        guard let row = rows.first else { throw JournalError.unusable(reason: "no accounts") }
        return POP3Survey(
            messages: try row.count("messages"), highest: try row.optionalUID("highest"),
            generation: try row.number("generation"))
    }
}
