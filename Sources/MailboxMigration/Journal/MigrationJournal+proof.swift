internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import MailCore

/// What was read back, and the sums for a report.
extension MigrationJournal {
    /// Messages that are at the target and were not compared yet, in the order of the target's identifiers.
    func unproven(_ mailbox: Int64, after position: UID?, limit: Int) throws(JournalError) -> [ProofItem] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT uid, size, flags, date, zone, target_uid, digest FROM message
                    WHERE mailbox = ? AND target_uid > ? AND proof IS NULL ORDER BY target_uid LIMIT ?
                    """, arguments: [mailbox, position?.rawValue ?? 0, limit]
            ).compactMap { row in
                guard let message = PlannedMessage(row), let uid = UID(row["target_uid"] as UInt32) else { return nil }
                let digest: Data? = row["digest"]
                return ProofItem(message: message, targetUID: uid, digest: digest.map { Array($0) })
            }
        }
    }

    func recordProven(_ mailbox: Int64, _ uids: [UID], level: MigrationOptions.Proof) throws(JournalError) {
        try update(mailbox, uids, set: "proof = '\(level.rawValue)'", where: "target_uid IS NOT NULL")
    }

    /// What differs, as a list of words such as `size`, `flags`, `date`, `bytes`, `missing`.
    func recordMismatch(_ mailbox: Int64, _ uid: UID, _ what: [String]) throws(JournalError) {
        try write { database in
            try database.execute(
                sql: "UPDATE message SET proof = ? WHERE mailbox = ? AND uid = ?",
                arguments: ["differs: " + what.joined(separator: " "), mailbox, uid.rawValue])
        }
    }

    /// Sums of every folder, in the order in which they were begun.
    func totals() throws(JournalError) -> [MailboxTotals] {
        try read { database in
            var totals = try Row.fetchAll(
                database,
                sql: "SELECT id, source, target, planned_through, is_complete, failure_code, failure_text FROM mailbox ORDER BY id"
            ).map(MailboxTotals.init)
            let places = Dictionary(totals.enumerated().map { ($1.mailbox.id, $0) }, uniquingKeysWith: { first, _ in first })
            let sums = try Row.fetchCursor(
                database,
                sql: """
                    SELECT mailbox, state, count(*) AS messages, sum(size) AS bytes,
                        sum(proof IS NOT NULL AND proof NOT LIKE 'differs%') AS proven, sum(proof LIKE 'differs%') AS mismatched
                    FROM message GROUP BY mailbox, state
                    """)
            while let row = try sums.next() {
                if let place = places[row["mailbox"]] { totals[place].add(row) }
            }
            return totals
        }
    }

    /// Messages that were given up, at most `limit`, in order.
    func failures(limit: Int) throws(JournalError) -> [(mailbox: MailboxName, size: UInt64, message: FailedMessage)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT mailbox.source AS name, uid, size, message.failure_code AS code, message.failure_text AS text
                    FROM message JOIN mailbox ON mailbox.id = message.mailbox
                    WHERE state = 'failed' ORDER BY message.mailbox, uid LIMIT ?
                    """, arguments: [limit]
            ).compactMap { row in
                guard let uid = UID(row["uid"] as UInt32) else { return nil }
                let message = FailedMessage(
                    uid: uid, code: DiagnosticCode(rawValue: row["code"] ?? ""), serverText: row["text"] ?? "")
                return (MailboxName(wire: Array(row["name"] as Data)), UInt64(clamping: row["size"] as Int64), message)
            }
        }
    }

    /// Messages that arrived otherwise than they were sent, at most `limit`, with what differs.
    func mismatches(limit: Int) throws(JournalError) -> [(mailbox: MailboxName, uid: UID, what: String)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT mailbox.source AS name, uid, proof FROM message JOIN mailbox ON mailbox.id = message.mailbox
                    WHERE proof LIKE 'differs%' ORDER BY message.mailbox, uid LIMIT ?
                    """, arguments: [limit]
            ).compactMap { row in
                guard let uid = UID(row["uid"] as UInt32) else { return nil }
                let proof: String = row["proof"]
                return (MailboxName(wire: Array(row["name"] as Data)), uid, String(proof.dropFirst("differs: ".count)))
            }
        }
    }
}

extension MailboxTotals {
    fileprivate init(_ row: Row) {
        let through: UInt32? = row["planned_through"]
        mailbox = JournaledMailbox(
            id: row["id"], source: MailboxName(wire: Array(row["source"] as Data)),
            target: MailboxName(wire: Array(row["target"] as Data)), plannedThrough: through.flatMap { UID($0) })
        isComplete = row["is_complete"]
        let code: String? = row["failure_code"]
        let text: String? = row["failure_text"]
        failure = code.map { (DiagnosticCode(rawValue: $0), text ?? "") }
    }

    fileprivate mutating func add(_ row: Row) {
        let messages: Int = row["messages"]
        let bytes = UInt64(clamping: row["bytes"] as Int64)
        total += messages
        totalBytes += bytes
        proven += row["proven"] as Int? ?? 0
        mismatched += row["mismatched"] as Int? ?? 0
        switch row["state"] as String {
        case "copied":
            copied += messages
            copiedBytes += bytes
        case "adopted": adopted += messages
        case "failed": failed += messages
        default: break
        }
    }
}
