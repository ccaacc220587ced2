internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import POP3Client

/// What the present POP3 session shows. Message numbers mean nothing in another one (RFC 1939 §4), so they are never
/// in a lasting table.
extension MigrationJournal {
    /// A new session; what an older one showed is forgotten.
    func beginListing() throws(JournalError) {
        try write { database in
            try database.execute(sql: JournalSchema.listing)
            try database.run("DELETE FROM temp.pop3_listing")
        }
    }

    /// Lines of LIST.
    func list(_ sizes: [MessageSize]) throws(JournalError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO temp.pop3_listing (number, size) VALUES (?, ?)
                    ON CONFLICT (number) DO UPDATE SET size = excluded.size
                    """)
            for message in sizes {
                try insert.execute(arguments: [message.number.rawValue, Int64(clamping: message.size)])
            }
        }
    }

    /// Lines of UIDL. A message that LIST had left out is there all the same.
    func list(_ identifiers: [MessageUniqueID]) throws(JournalError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO temp.pop3_listing (number, unique_id) VALUES (?, ?)
                    ON CONFLICT (number) DO UPDATE SET unique_id = excluded.unique_id
                    """)
            for message in identifiers {
                try insert.execute(arguments: [message.number.rawValue, Data(message.uniqueID)])
            }
        }
    }

    /// Messages that were listed (count).
    func listedCount() throws(JournalError) -> Int {
        try read { database in
            try database.rows("SELECT count(*) AS messages FROM temp.pop3_listing").first?.count("messages") ?? 0
        }
    }

    /// The messages of which only the header can tell which they are, after a number.
    func withoutIdentity(
        after number: MessageNumber, limit: Int = CopyLimits.windowMessages
    ) throws(JournalError) -> [WantedMessage] {
        try read { database in
            try database.rows(
                """
                SELECT number, size FROM temp.pop3_listing WHERE needs_header AND number > ? ORDER BY number LIMIT ?
                """, [number.rawValue, limit]
            ).map { WantedMessage(MessageNumber(rawValue: try $0.number("number")), expectedSize: try $0.size("size")) }
        }
    }

    func recordListedHeaders(_ hashes: [MessageNumber: [UInt8]]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: "UPDATE temp.pop3_listing SET header_hash = ? WHERE number = ?")
            for (number, hash) in hashes { try update.execute(arguments: [Data(hash), number.rawValue]) }
        }
    }

    /// The messages of a range of our own numbers that are there, as they are to be planned.
    func listed(_ range: ClosedRange<UID>, flags: [Flag]) throws(JournalError) -> [FetchAttributes] {
        try read { database in
            try database.rows(
                "SELECT uid, size FROM temp.pop3_listing WHERE uid BETWEEN ? AND ? ORDER BY uid",
                [range.lowerBound.rawValue, range.upperBound.rawValue]
            ).map { row in
                var attributes = FetchAttributes(sequenceNumber: 0)
                attributes.uid = try row.uid("uid")
                attributes.size = try row.size("size")
                attributes.flags = flags
                return attributes
            }
        }
    }

    /// What messages are called in this session; those that are gone are left out.
    func wanted(_ uids: [UID]) throws(JournalError) -> [(uid: UID, message: WantedMessage)] {
        try read { database in
            let find = try database.cachedStatement(sql: "SELECT number, size FROM temp.pop3_listing WHERE uid = ?")
            return try uids.compactMap { uid in
                guard let row = try database.rows(find, [uid.rawValue]).first else { return nil }
                let number = MessageNumber(rawValue: try row.number("number"))
                return (uid, WantedMessage(number, expectedSize: try row.size("size")))
            }
        }
    }
}
