internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec
internal import MailCore

/// Folders, and the generations of identifiers in them.
extension MigrationJournal {
    /// The folder of this name, as an earlier run left it or new. A changed target name starts the folder anew: what
    /// the old one got stays there.
    func mailbox(source: MailboxName, target: MailboxName) throws(JournalError) -> JournaledMailbox {
        try write { database in
            let known = try database.rows(
                "SELECT id, target, planned_through FROM mailbox WHERE source = ? AND NOT is_gone", [Data(source.wire)])
            guard let known = known.first else {
                try database.run(
                    "INSERT INTO mailbox (source, target) VALUES (?, ?)",
                    [Data(source.wire), Data(target.wire)])
                return JournaledMailbox(id: database.lastInsertedRowID, source: source, target: target)
            }
            let id = try known.integer("id")
            if try known.bytes("target") != target.wire {
                try Self.forgetMessages(of: id, in: database)
                try database.run(
                    "UPDATE mailbox SET target = ?, target_uid_validity = NULL, adopts = NULL WHERE id = ?",
                    [Data(target.wire), id])
                return JournaledMailbox(id: id, source: source, target: target)
            }
            return JournaledMailbox(
                id: id, source: source, target: target, plannedThrough: try known.optionalUID("planned_through"))
        }
    }

    /// Where earlier runs put each folder.
    func recordedTargets() throws(JournalError) -> [MailboxName: MailboxName] {
        try read { database in
            let pairs = try database.rows("SELECT source, target FROM mailbox WHERE NOT is_gone").map { row in
                (MailboxName(wire: try row.bytes("source")), MailboxName(wire: try row.bytes("target")))
            }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Notes the source's generation. A new one makes all identifiers worthless: the rows go, and what is at the target
    /// already will be recognised there (RFC 9051 §2.3.1.1).
    ///
    /// - Parameter modSeq: up to where changes are counted now: flags that are listed from here on are at least as new.
    /// - Returns: whether the generation has changed since the last run.
    func beginSourceEpoch(
        _ mailbox: Int64, _ validity: UIDValidity?, modSeq: ModSequence? = nil
    ) throws(JournalError) -> Bool {
        try write { database in
            let row = try Self.row(of: mailbox, "source_uid_validity, planned_through", in: database)
            let known = try row.optionalInteger("source_uid_validity")
            // A server that names no generation promises nothing; its identifiers are never carried to a next run.
            let isSame = known != nil && known == validity.map { Int64($0.rawValue) }
            // A folder that was empty has no messages, but was listed up to identifiers that a new one begins below.
            let wasListed = try row.optionalUID("planned_through") != nil
            if !isSame, wasListed {
                try Self.forgetMessages(of: mailbox, in: database)
                try database.run("UPDATE mailbox SET adopts = 1 WHERE id = ?", [mailbox])
            }
            try database.run(
                """
                UPDATE mailbox SET source_uid_validity = ?,
                    source_mod_seq = CASE WHEN planned_through IS NULL THEN ? ELSE source_mod_seq END
                WHERE id = ?
                """, [validity?.rawValue, modSeq?.stored, mailbox])
            return !isSame && wasListed
        }
    }

    /// Notes the target's generation and says what an earlier run left open.
    func beginTarget(_ mailbox: Int64, _ validity: UIDValidity?, isEmpty: Bool) throws(JournalError) -> Doubt {
        try write { database in
            let row = try Self.row(of: mailbox, "target_uid_validity, target_floor, adopts, is_complete", in: database)
            var adopts = try row.optionalInteger("adopts").map { $0 != 0 } ?? !isEmpty
            var isComplete = try row.integer("is_complete") != 0
            let known = try row.optionalInteger("target_uid_validity")
            if let known, known != validity.map({ Int64($0.rawValue) }) {
                // The target folder was made anew: whatever is in it has to be looked at again.
                try database.run(
                    """
                    UPDATE message
                    SET state = 'planned', target_uid = NULL, target_size = NULL, digest = NULL, was_sent = 0,
                        proof = NULL
                    WHERE mailbox = ? AND state IN ('appending', 'copied', 'adopted')
                    """, [mailbox])
                try database.run(
                    "DELETE FROM message WHERE mailbox = ? AND state IN ('vanished', 'moved')",
                    [mailbox])
                adopts = true
                isComplete = false
                try database.run("UPDATE mailbox SET is_complete = 0 WHERE id = ?", [mailbox])
                try Self.forgetDoubt(of: mailbox, in: database)
            }
            try Self.lookAgainForWhatWasNotShown(mailbox, in: database)
            if try Self.sendAgainWhatWasNotStored(mailbox, in: database) {
                adopts = true
                isComplete = false
            }
            try database.run(
                "UPDATE mailbox SET target_uid_validity = ?, adopts = ? WHERE id = ?",
                [validity?.rawValue, adopts, mailbox])
            let isInDoubt = try database.exists(
                "SELECT 1 FROM message WHERE mailbox = ? AND state = 'appending'", [mailbox])
            let adoptsNow = adopts && !isComplete
            return Doubt(
                floor: adoptsNow ? nil : try row.optionalUID("target_floor"), isOpen: isInDoubt, adopts: adoptsNow)
        }
    }

    /// The target had acknowledged these messages, and when they were read back it had not got them. One of the two was
    /// wrong, so they are looked for as others' are, and sent again where they are not found.
    private static func sendAgainWhatWasNotStored(_ mailbox: Int64, in database: Database) throws -> Bool {
        try database.run(
            """
            UPDATE message
            SET state = 'planned', target_uid = NULL, target_size = NULL, digest = NULL, was_sent = 0, proof = NULL
            WHERE mailbox = ? AND state = 'copied' AND proof = ?
            """, [mailbox, Absence.notStored.stored])
        guard database.changesCount > 0 else { return false }
        try database.run("UPDATE mailbox SET is_complete = 0 WHERE id = ?", [mailbox])
        return true
    }

    /// The proof looks for them once more.
    private static func lookAgainForWhatWasNotShown(_ mailbox: Int64, in database: Database) throws {
        try database.run(
            "UPDATE message SET proof = NULL WHERE mailbox = ? AND state = 'copied' AND proof = ?",
            [mailbox, Absence.notShown.stored])
    }

    /// The target folders an interrupted run may still be arriving in; none when that was long ago.
    func targetsInDoubt() throws(JournalError) -> [MailboxName] {
        guard isFresh else { return [] }
        return try read { database in
            try database.rows(
                "SELECT target FROM mailbox WHERE id IN (SELECT DISTINCT mailbox FROM message WHERE state = 'appending')"
            ).map { try $0.name("target") }
        }
    }

    /// From here on this run's messages get identifiers of at least this one. Called once doubt is settled.
    func setTargetFloor(_ mailbox: Int64, _ floor: UID?) throws(JournalError) {
        try write { database in
            try database.run(
                "UPDATE mailbox SET target_floor = ? WHERE id = ?", [floor?.rawValue, mailbox])
        }
    }

    /// The folder is through; nothing at the target needs to be recognised any more.
    ///
    /// - Parameters:
    ///   - seen: the source's state before the folder was listed; nil where it is not known.
    ///   - proof: how thoroughly all in it was compared at least; nil when that is as it was.
    func complete(
        _ mailbox: Int64, seen: MailboxStatus? = nil, proof: MigrationOptions.Proof? = nil
    ) throws(JournalError) {
        try write { database in
            try database.run(
                """
                UPDATE mailbox SET is_complete = 1, failure_code = NULL, failure_text = NULL,
                    seen_messages = ?, seen_uid_next = ?, seen_mod_seq = ?,
                    proven = coalesce(?, proven) WHERE id = ?
                """,
                [
                    seen?.messages, seen?.uidNext?.rawValue, seen?.highestModSeq?.stored,
                    proof?.rawValue, mailbox,
                ])
        }
    }

    /// The folders that were through, with the state of the source then. Those with messages that still wait, or were
    /// compared less thoroughly than asked for, are left out.
    func settledMailboxes(proof: MigrationOptions.Proof) throws(JournalError) -> [MailboxName: SettledMailbox] {
        try read { database in
            let rows = try database.rows(
                """
                SELECT source, target, source_uid_validity, target_uid_validity, seen_messages, seen_uid_next, seen_mod_seq
                FROM mailbox
                WHERE is_complete AND NOT is_gone AND failure_code IS NULL AND NOT EXISTS (
                    SELECT 1 FROM message WHERE mailbox = mailbox.id
                    AND (state IN ('planned', 'appending', 'skipped')
                        OR proof IN ('\(Absence.notStored.stored)', '\(Absence.notShown.stored)')))
                AND proven IN (\(proof.orMore.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
                """)
            return try rows.reduce(into: [:]) { $0[try $1.name("source")] = try SettledMailbox($1) }
        }
    }

    /// The folder as a whole cannot be copied, for now.
    func failMailbox(_ mailbox: Int64, _ code: DiagnosticCode, _ serverText: String) throws(JournalError) {
        try write { database in
            try database.run(
                "UPDATE mailbox SET failure_code = ?, failure_text = ? WHERE id = ?",
                [code.rawValue, serverText, mailbox])
        }
    }

    /// The folders that could not be copied as a whole.
    func refusedMailboxes() throws(JournalError) -> Set<MailboxName> {
        try read { database in
            let rows = try database.rows("SELECT source FROM mailbox WHERE failure_code IS NOT NULL AND NOT is_gone")
            return Set(try rows.map { try $0.name("source") })
        }
    }

    static func row(of mailbox: Int64, _ columns: String, in database: Database) throws -> JournalRow {
        let rows = try database.rows("SELECT \(columns) FROM mailbox WHERE id = ?", [mailbox])
        guard let row = rows.first else { throw JournalError.unusable(reason: "no such mailbox") }
        return row
    }

    private static func forgetMessages(of mailbox: Int64, in database: Database) throws {
        try database.run("DELETE FROM message WHERE mailbox = ?", [mailbox])
        try database.run(
            "UPDATE mailbox SET planned_through = NULL, target_floor = NULL, is_complete = 0 WHERE id = ?",
            [mailbox])
        try forgetDoubt(of: mailbox, in: database)
    }
}

extension MigrationOptions.Proof {
    /// This one, and the more thorough ones.
    fileprivate var orMore: ArraySlice<Self> { Self.allCases.drop { $0 != self } }
}

extension ModSequence {
    /// As SQLite can count; nil for one past that.
    var stored: Int64? { Int64(exactly: rawValue) }
}

extension SettledMailbox {
    fileprivate init(_ row: JournalRow) throws(JournalError) {
        target = try row.name("target")
        targetValidity = try row.optionalNumber("target_uid_validity").map { UIDValidity($0) }
        source.messages = try row.optionalNumber("seen_messages")
        source.uidNext = try row.optionalUID("seen_uid_next")
        source.uidValidity = try row.optionalNumber("source_uid_validity").map { UIDValidity($0) }
        source.highestModSeq = try row.optionalInteger("seen_mod_seq").flatMap { ModSequence(UInt64(clamping: $0)) }
    }
}
