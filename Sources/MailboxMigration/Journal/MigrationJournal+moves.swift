internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec

/// A new message of the source that is at the target already, in the folder where it was before.
struct MessageMove: Hashable, Sendable {
    /// At the source, where it is now.
    let uid: UID
    /// The folder where it was.
    let origin: Int64
    /// Where it is at the target.
    let targetUID: UID
    /// The source's flags as they were, and as they are.
    let before: [Flag]
    let after: [Flag]
}

/// Messages that were moved at the source. The new row announces the move before anything is done at the target, and
/// names the row that was the message's until then. Once the move is known to be done, that row is `moved`: nothing is
/// left of it but what may have to be removed in the old place.
extension MigrationJournal {
    func recordHeaders(_ mailbox: Int64, _ hashes: [UID: [UInt8]]) throws(JournalError) {
        try write { database in
            let update = try database.cachedStatement(
                sql: "UPDATE message SET header_hash = ? WHERE mailbox = ? AND target_uid = ? AND state = 'vanished'")
            for (uid, hash) in hashes { try update.execute(arguments: [Data(hash), mailbox, uid.rawValue]) }
        }
    }

    /// The next messages to copy that are as large as one that is gone elsewhere.
    func maybeMoved(_ mailbox: Int64, after position: UID?, limit: Int) throws(JournalError) -> [PlannedMessage] {
        try messages(
            mailbox, after: position, limit: limit,
            condition: """
                state = 'planned'
                AND size IN (SELECT size FROM message WHERE state = 'vanished' AND header_hash IS NOT NULL)
                """)
    }

    /// Announces moves: each of these messages takes one that is gone elsewhere and equals it. Two equal messages need
    /// two. Durable when it returns.
    func intendMoves(_ mailbox: Int64, _ messages: [Fingerprint]) throws(JournalError) -> [MessageMove] {
        try write { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT mailbox, uid, target_uid, flags FROM message AS gone
                    WHERE state = 'vanished' AND size = ?2 AND header_hash = ?3
                    AND NOT EXISTS (
                        SELECT 1 FROM message WHERE origin_mailbox = gone.mailbox AND origin_uid = gone.uid)
                    AND (mailbox = ?1 OR (SELECT target FROM mailbox WHERE id = gone.mailbox)
                        <> (SELECT target FROM mailbox WHERE id = ?1))
                    ORDER BY mailbox <> ?1, mailbox, uid LIMIT 1
                    """)
            let announce = try database.cachedStatement(
                sql: """
                    UPDATE message SET state = 'appending', origin_mailbox = ?, origin_uid = ?
                    WHERE mailbox = ? AND uid = ? AND state = 'planned' RETURNING flags
                    """)
            return try messages.compactMap { message in
                let key: StatementArguments = [mailbox, Int64(clamping: message.size), Data(message.headerHash)]
                guard let gone = try database.rows(find, key).first else { return nil }
                let origin = try gone.integer("mailbox")
                let announced = try database.rows(
                    announce, [origin, try gone.uid("uid").rawValue, mailbox, message.uid.rawValue])
                guard let row = announced.first else {
                    throw JournalError.unusable(reason: "message \(message.uid) is in another state")
                }
                return MessageMove(
                    uid: message.uid, origin: origin, targetUID: try gone.uid("target_uid"),
                    before: try gone.flags("flags"), after: try row.flags("flags"))
            }
        }
    }

    /// Nothing came of these moves: they are to be copied.
    func releaseMoves(_ mailbox: Int64, _ uids: [UID]) throws(JournalError) {
        try update(
            mailbox, uids, set: "state = 'planned', origin_mailbox = NULL, origin_uid = NULL",
            where: "state = 'appending' AND origin_uid IS NOT NULL")
    }

    /// These are at the target in their new place, by these identifiers.
    func recordMoves(_ mailbox: Int64, _ moved: [UID: UID]) throws(JournalError) {
        try write { database in
            for (uid, targetUID) in moved {
                try Self.finishMove(of: uid, in: mailbox, targetUID: targetUID, database)
            }
        }
    }

    /// What became of the moves that an interrupted run had announced, after it was looked for at the target.
    func settleMoves(_ mailbox: Int64) throws(JournalError) {
        let announced = try read { database in
            try database.rows(
                "SELECT uid, target_uid FROM message WHERE mailbox = ? AND origin_uid IS NOT NULL", [mailbox]
            ).map { (uid: try $0.uid("uid"), targetUID: try $0.optionalUID("target_uid")) }
        }
        guard !announced.isEmpty else { return }
        try write { database in
            for (uid, targetUID) in announced {
                if let targetUID {
                    try Self.finishMove(of: uid, in: mailbox, targetUID: targetUID, database)
                } else {
                    try database.execute(
                        sql:
                            "UPDATE message SET origin_mailbox = NULL, origin_uid = NULL WHERE mailbox = ? AND uid = ?",
                        arguments: [mailbox, uid.rawValue])
                }
            }
        }
    }

    /// A message takes over what its row of before knew: it is the same one.
    private static func finishMove(
        of uid: UID, in mailbox: Int64, targetUID: UID, _ database: Database
    ) throws {
        let rows = try database.rows(
            """
            SELECT gone.mailbox AS mailbox, gone.uid AS uid, gone.digest AS digest,
                gone.was_sent AS was_sent
            FROM message JOIN message AS gone ON gone.mailbox = message.origin_mailbox AND gone.uid = message.origin_uid
            WHERE message.mailbox = ? AND message.uid = ? AND gone.state = 'vanished'
            """, [mailbox, uid.rawValue])
        let origin = try rows.first.map {
            (
                mailbox: try $0.integer("mailbox"), uid: try $0.uid("uid"), digest: try $0.optionalBytes("digest"),
                wasSent: try $0.integer("was_sent") != 0
            )
        }
        if let origin {
            if origin.mailbox == mailbox {
                // It came back to its own folder, and one row is enough.
                try database.run(
                    "DELETE FROM message WHERE mailbox = ? AND uid = ?",
                    [mailbox, origin.uid.rawValue])
            } else {
                try database.run(
                    "UPDATE message SET state = 'moved' WHERE mailbox = ? AND uid = ?",
                    [origin.mailbox, origin.uid.rawValue])
            }
        }
        let wasSent = origin?.wasSent ?? false
        try database.move(
            try database.cachedStatement(
                sql: """
                    UPDATE message SET state = ?1, digest = ?2, was_sent = ?6, proof = NULL, is_altered = 1,
                        was_in_doubt = 0, origin_mailbox = NULL, origin_uid = NULL,
                        target_uid = CASE WHEN EXISTS (
                            SELECT 1 FROM message WHERE mailbox = ?4 AND target_uid = ?3 AND uid <> ?5)
                            THEN NULL ELSE ?3 END
                    WHERE mailbox = ?4 AND uid = ?5 AND state IN ('appending', 'adopted', 'copied')
                    """), uid,
            [
                wasSent ? "copied" : "adopted", origin?.digest.map { Data($0) }, targetUID.rawValue, mailbox,
                uid.rawValue, wasSent,
            ])
    }
}
