internal import GRDB
internal import IMAPCodec

/// A folder of which messages are known from an earlier run.
struct KnownMailbox: Hashable, Sendable {
    let id: Int64
    let source: MailboxName
    let target: MailboxName
    let sourceValidity: UIDValidity
    let targetValidity: UIDValidity?
    /// Up to where changes at the source are known; nil where they were never counted.
    let modSeq: ModSequence?
    let plannedThrough: UID
}

/// A message whose flags at the source are not as they were.
struct FlagDifference: Hashable, Sendable {
    let uid: UID
    /// Nil while it is not at the target.
    let targetUID: UID?
    let before: [Flag]
    let after: [Flag]
}

/// What changed at the source after it was listed.
extension MigrationJournal {
    func knownMailboxes() throws(JournalError) -> [MailboxName: KnownMailbox] {
        try read { database in
            let rows = try database.rows(
                """
                SELECT id, source, target, source_uid_validity, target_uid_validity, source_mod_seq, planned_through
                FROM mailbox WHERE NOT is_gone AND planned_through IS NOT NULL AND source_uid_validity IS NOT NULL
                """)
            return try rows.reduce(into: [:]) { $0[try $1.name("source")] = try KnownMailbox($1) }
        }
    }

    /// How many messages of a folder were there when it was last looked at.
    func knownMessages(_ mailbox: Int64) throws(JournalError) -> Int {
        try read { database in
            try database.rows(
                "SELECT count(*) AS known FROM message WHERE mailbox = ? AND state NOT IN ('vanished', 'moved')",
                [mailbox]
            ).first?.count("known") ?? 0
        }
    }

    /// Of messages as they are now at the source, those that are known with other flags. What is in doubt, or at the
    /// target without a known identifier, is left out: nobody can say what flags it got.
    func flagDifferences(_ mailbox: Int64, _ now: [(uid: UID, flags: [Flag])]) throws(JournalError) -> [FlagDifference]
    {
        try read { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT flags, target_uid FROM message WHERE mailbox = ? AND uid = ?
                    AND (state IN ('planned', 'failed', 'skipped')
                        OR (state IN ('copied', 'adopted') AND target_uid IS NOT NULL))
                    """)
            return try now.compactMap { message in
                guard let row = try database.rows(find, [mailbox, message.uid.rawValue]).first else { return nil }
                let before = try row.flags("flags")
                guard Set(before).subtracting([.recent]) != Set(message.flags).subtracting([.recent]) else {
                    return nil
                }
                return FlagDifference(
                    uid: message.uid, targetUID: try row.optionalUID("target_uid"), before: before,
                    after: message.flags)
            }
        }
    }

    /// The flags are known now; where the message is at the target, they are there too.
    ///
    /// - Parameter dropped: but for these.
    func recordFlags(
        _ mailbox: Int64, _ differences: [FlagDifference], dropped: [UID: Set<Flag>] = [:]
    ) throws(JournalError) {
        guard !differences.isEmpty else { return }
        try write { database in
            let update = try database.cachedStatement(
                sql: """
                    UPDATE message SET flags = ?, is_altered = (is_altered OR target_uid IS NOT NULL)
                    WHERE mailbox = ? AND uid = ?
                    """)
            for difference in differences {
                try database.move(
                    update, difference.uid, [difference.after.stored, mailbox, difference.uid.rawValue])
            }
            try Self.add(dropped: dropped, in: mailbox, database)
        }
    }

    /// Messages that are at the target are without these flags, too.
    func addDropped(_ mailbox: Int64, _ dropped: [UID: Set<Flag>]) throws(JournalError) {
        guard !dropped.isEmpty else { return }
        try write { database in try Self.add(dropped: dropped, in: mailbox, database) }
    }

    private static func add(dropped: [UID: Set<Flag>], in mailbox: Int64, _ database: Database) throws {
        for (uid, flags) in dropped {
            let key: StatementArguments = [mailbox, uid.rawValue]
            let rows = try database.rows("SELECT dropped_flags FROM message WHERE mailbox = ? AND uid = ?", key)
            let all = flags.union(try rows.first?.flags("dropped_flags") ?? [])
            try database.run(
                "UPDATE message SET dropped_flags = ? WHERE mailbox = ? AND uid = ?",
                [Array(all).sorted().stored] + key)
        }
    }

    /// These are gone at the source. What is at the target by its identifier is remembered, everything else forgotten.
    /// What is in doubt stays so until that is settled.
    ///
    /// - Parameter uids: may stand for more than there ever were.
    func recordVanished(_ mailbox: Int64, _ uids: UIDSet) throws(JournalError) {
        guard !uids.isEmpty else { return }
        try write { database in
            let keep = try database.cachedStatement(
                sql: """
                    UPDATE message SET state = 'vanished' WHERE mailbox = ? AND uid BETWEEN ? AND ?
                    AND state IN ('copied', 'adopted') AND target_uid IS NOT NULL
                    """)
            let forget = try database.cachedStatement(
                sql: """
                    DELETE FROM message WHERE mailbox = ? AND uid BETWEEN ? AND ?
                    AND state IN ('planned', 'failed', 'skipped', 'copied', 'adopted')
                    """)
            for range in uids.ranges {
                let arguments: StatementArguments = [mailbox, range.lowerBound, range.upperBound]
                try keep.execute(arguments: arguments)
                try forget.execute(arguments: arguments)
            }
        }
    }

    /// Folders that are no longer at the source. Their mail may turn up in others: they may have been renamed. A folder
    /// that gets the name of one of them is another one.
    ///
    /// - Parameter present: all that are there.
    func recordDisappeared(beside present: Set<MailboxName>) throws(JournalError) {
        let gone = try read { database in
            try database.rows("SELECT id, source FROM mailbox WHERE NOT is_gone").compactMap { row in
                present.contains(try row.name("source")) ? nil : try row.integer("id")
            }
        }
        for mailbox in gone {
            try recordVanished(mailbox, UIDSet(.first ... .last))
            try write { database in
                // Nobody can say any more what was in doubt.
                try database.run(
                    "DELETE FROM message WHERE mailbox = ? AND state = 'appending'", [mailbox])
                try database.run("UPDATE mailbox SET is_gone = 1 WHERE id = ?", [mailbox])
            }
        }
    }

    /// All changes up to here are known. While something is in doubt they are to be told once more.
    func recordChanges(_ mailbox: Int64, through modSeq: ModSequence?) throws(JournalError) {
        try write { database in
            try database.run(
                """
                UPDATE mailbox SET source_mod_seq = ?2 WHERE id = ?1 AND source_mod_seq IS NOT ?2
                AND NOT EXISTS (SELECT 1 FROM message WHERE mailbox = ?1 AND state = 'appending')
                """, [mailbox, modSeq?.stored])
        }
    }
}

extension KnownMailbox {
    fileprivate init(_ row: JournalRow) throws(JournalError) {
        id = try row.integer("id")
        source = try row.name("source")
        target = try row.name("target")
        sourceValidity = UIDValidity(try row.number("source_uid_validity"))
        targetValidity = try row.optionalNumber("target_uid_validity").map { UIDValidity($0) }
        modSeq = try row.optionalInteger("source_mod_seq").flatMap { ModSequence(UInt64(clamping: $0)) }
        plannedThrough = try row.uid("planned_through")
    }
}
