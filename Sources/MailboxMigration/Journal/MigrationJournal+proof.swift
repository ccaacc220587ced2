internal import GRDB
internal import IMAPCodec
internal import MailCore

/// What was read back, and the sums for a report.
extension MigrationJournal {
    /// Messages that are at the target and were not compared so thoroughly yet, in the order of the target's identifiers.
    func unproven(
        _ mailbox: Int64, for level: MigrationOptions.Proof, after position: UID?, limit: Int
    ) throws(JournalError) -> [ProofItem] {
        try read { database in
            try database.rows(
                """
                SELECT uid, size, flags, date, zone, target_uid, target_size, digest, was_sent, dropped_flags, is_altered,
                    proof IS NOT NULL AS has_envelope
                FROM message
                WHERE mailbox = ? AND target_uid > ? AND state IN ('copied', 'adopted')
                AND (proof IS NULL \(level == .full ? "OR proof = 'envelope'" : ""))
                ORDER BY target_uid LIMIT ?
                """, [mailbox, position?.rawValue ?? 0, limit]
            ).map { row in
                ProofItem(
                    message: try PlannedMessage(row), targetUID: try row.uid("target_uid"),
                    targetSize: try row.optionalInteger("target_size").map { UInt64(clamping: $0) },
                    droppedFlags: try row.flags("dropped_flags"), digest: try row.optionalBytes("digest"),
                    wasSent: try row.integer("was_sent") != 0, isAltered: try row.integer("is_altered") != 0,
                    hasEnvelope: try row.integer("has_envelope") != 0)
            }
        }
    }

    func recordProven(_ mailbox: Int64, _ uids: [UID], level: MigrationOptions.Proof) throws(JournalError) {
        try update(mailbox, uids, set: "proof = '\(level.rawValue)'", where: "target_uid IS NOT NULL")
    }

    /// What differs, as a list of words such as `size`, `flags`, `date`, `bytes`, `missing`.
    func recordMismatch(_ mailbox: Int64, _ uid: UID, _ what: [String]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: "UPDATE message SET proof = ? WHERE mailbox = ? AND uid = ? AND target_uid IS NOT NULL")
            try database.move(update, uid, ["differs: " + what.joined(separator: " "), mailbox, uid.rawValue])
        }
    }

    /// Sums of every folder, in the order in which they were begun.
    func totals() throws(JournalError) -> [MailboxTotals] {
        try read { database in
            var totals = try database.rows(
                """
                SELECT id, source, target, planned_through, is_complete, failure_code, failure_text FROM mailbox
                WHERE NOT is_gone ORDER BY id
                """
            ).map { try MailboxTotals($0) }
            let places = Dictionary(
                totals.enumerated().map { ($1.mailbox.id, $0) }, uniquingKeysWith: { first, _ in first })
            // total() instead of sum(), which fails when what servers claim as sizes adds up past 63 bits.
            let sums = try database.rows(
                """
                SELECT mailbox, state, count(*) AS messages, CAST(total(size) AS INTEGER) AS bytes,
                    count(proof) AS compared, count(CASE WHEN proof LIKE 'differs%' THEN 1 END) AS mismatched
                FROM message WHERE state NOT IN ('vanished', 'moved') GROUP BY mailbox, state
                """)
            for row in sums {
                if let place = places[try row.integer("mailbox")] { try totals[place].add(row) }
            }
            let dropped = try database.rows(
                """
                SELECT mailbox, dropped_flags, count(*) AS messages FROM message
                WHERE dropped_flags IS NOT NULL AND state IN ('copied', 'adopted') GROUP BY mailbox, dropped_flags
                """)
            for row in dropped {
                guard let place = places[try row.integer("mailbox")] else { continue }
                let messages = try row.count("messages")
                for flag in try row.flags("dropped_flags") { totals[place].droppedFlags[flag, default: 0] += messages }
            }
            return totals
        }
    }

    /// The level every proven message has reached at least.
    func proofLevel() throws(JournalError) -> MigrationOptions.Proof {
        try read { database in
            let found = try database.rows("SELECT DISTINCT proof FROM message WHERE proof NOT LIKE 'differs%'")
            let levels = try found.map { MigrationOptions.Proof(rawValue: try $0.text("proof")) }
            if levels.isEmpty { return .none }
            return levels.allSatisfy { $0 == .full } ? .full : .envelope
        }
    }

    /// Messages that were given up, at most `limit`, in order.
    ///
    /// - Parameter mailboxes: those to look at; nil for all.
    func failures(limit: Int, in mailboxes: [Int64]? = nil) throws(JournalError) -> [(
        mailbox: MailboxName, size: UInt64, message: FailedMessage
    )] {
        try read { database in
            try database.rows(
                """
                SELECT mailbox.source AS name, uid, size, message.failure_code AS code, message.failure_text AS text
                FROM message JOIN mailbox ON mailbox.id = message.mailbox
                WHERE state = 'failed' \(Self.condition(mailboxes)) ORDER BY message.mailbox, uid LIMIT ?
                """, [limit]
            ).map { row in
                let message = FailedMessage(
                    uid: try row.uid("uid"), code: DiagnosticCode(rawValue: try row.text("code")),
                    serverText: try row.text("text"))
                return (try row.name("name"), try row.size("size"), message)
            }
        }
    }

    /// Messages that arrived otherwise than they were sent, at most `limit`, with what differs.
    ///
    /// - Parameter mailboxes: those to look at; nil for all.
    func mismatches(limit: Int, in mailboxes: [Int64]? = nil) throws(JournalError) -> [(
        mailbox: MailboxName, uid: UID, what: String
    )] {
        try read { database in
            try database.rows(
                """
                SELECT mailbox.source AS name, uid, proof FROM message JOIN mailbox ON mailbox.id = message.mailbox
                WHERE proof LIKE 'differs%' AND state NOT IN ('vanished', 'moved') \(Self.condition(mailboxes))
                ORDER BY message.mailbox, uid LIMIT ?
                """, [limit]
            ).map { row in
                (try row.name("name"), try row.uid("uid"), String(try row.text("proof").dropFirst("differs: ".count)))
            }
        }
    }

    private static func condition(_ mailboxes: [Int64]?) -> String {
        mailboxes.map { "AND message.mailbox IN (\($0.map(String.init).joined(separator: ", ")))" } ?? ""
    }
}

extension MailboxTotals {
    fileprivate init(_ row: JournalRow) throws(JournalError) {
        mailbox = JournaledMailbox(
            id: try row.integer("id"), source: try row.name("source"), target: try row.name("target"),
            plannedThrough: try row.optionalUID("planned_through"))
        isComplete = try row.integer("is_complete") != 0
        let text = try row.optionalText("failure_text")
        failure = try row.optionalText("failure_code").map { (DiagnosticCode(rawValue: $0), text ?? "") }
    }

    /// One row of the sums: the messages of one state.
    fileprivate mutating func add(_ row: JournalRow) throws(JournalError) {
        let messages = try row.count("messages")
        let bytes = try row.size("bytes")
        total += messages
        totalBytes = totalBytes.addingClamped(bytes)
        let differing = try row.count("mismatched")
        proven += try row.count("compared") - differing
        mismatched += differing
        switch try row.text("state") {
        case "copied":
            copied += messages
            copiedBytes = copiedBytes.addingClamped(bytes)
        case "adopted": adopted += messages
        case "failed": failed += messages
        case "skipped": skipped += messages
        default: break
        }
    }
}
