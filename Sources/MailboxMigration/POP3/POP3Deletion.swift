internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import POP3Client

/// One session that deletes at the source what was read back from the target, was equal in every byte, and is still there.
/// Messages are named by their unique identifiers alone: where several share one, where it was another one before, or where
/// there is none, nothing is deleted.
struct POP3Deletion {
    private let source: POP3Source
    private let connection: POP3Connection
    private let target: IMAPConnection
    private let journal: MigrationJournal
    private let stop: StopSignal
    private(set) var outcome: SourceDeletion

    /// - Parameter outcome: of earlier sessions.
    init(
        from source: POP3Source, having target: IMAPConnection, _ journal: MigrationJournal, stop: StopSignal,
        after outcome: SourceDeletion
    ) {
        self.source = source
        connection = source.connection
        self.target = target
        self.journal = journal
        self.stop = stop
        self.outcome = outcome
    }

    /// ``outcome`` is right in every case.
    ///
    /// - Throws: ``MigrationError`` when the connection is lost. Before QUIT, nothing is deleted then (RFC 1939 §6).
    mutating func run() async throws {
        let before = try await journal.pop3Totals().deleted
        let survey = try await source.look()
        // A session whose end nobody heard may have deleted after all.
        outcome.deleted += max(0, try await journal.pop3Totals().deleted - before)
        outcome.left = survey.messages
        outcome.isCertain = true
        // RFC 2449 §6.7, EXPIRE 0: QUIT deletes what was read, and only to recognise it that was.
        if await source.daysUntilExpiry == 0, await source.hasReadMessages {
            outcome.failure = ""
            return await connection.close()
        }
        guard let destination = try await journal.pop3Destination(),
            try await target.selectKnown(destination.name, destination.validity) != nil
        else { return await connection.close() }
        let marked = try await mark(from: destination.mailbox)
        // Without QUIT nothing is deleted, so a stop takes all of it back.
        guard marked > 0, !stop.isStopping else { return await connection.close() }
        try await commit(marked)
    }

    /// - Returns: how many.
    private func mark(from mailbox: Int64) async throws -> Int {
        var marked = 0
        var window = try await journal.deletable(from: mailbox, after: 0)
        while let last = window.last, !stop.isStopping {
            let present = try await stillThere(window)
            let refused: [MessageNumber: POP3Reply]
            do {
                refused = try await connection.markForDeletion(present.map { MessageNumber(rawValue: $0.number) })
            } catch {
                throw error.blamed
            }
            let accepted = present.filter { refused[MessageNumber(rawValue: $0.number)] == nil }
            try await journal.intendDeletion(accepted.map(\.uid))
            marked += accepted.count
            window = try await journal.deletable(from: mailbox, after: last.number)
        }
        return marked
    }

    /// Those that nobody has deleted at the target since they were read back. What an identifier means never changes (RFC
    /// 9051 §2.3.1.1), so nothing has to be read again.
    private func stillThere(_ window: [DeletableMessage]) async throws -> [DeletableMessage] {
        var present: Set<UID> = []
        for piece in UIDSet(window.map(\.targetUID).sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            for message in try await target.fetchAll(piece, [.flags]) {
                guard let uid = message.uid, let flags = message.flags, !flags.contains(.deleted) else { continue }
                present.insert(uid)
            }
        }
        return window.filter { present.contains($0.targetUID) }
    }

    private mutating func commit(_ marked: Int) async throws {
        do {
            try await connection.quit()
        } catch .refused(_, let reply) {
            // RFC 1939 §6: some of them may be left.
            outcome.isCertain = false
            outcome.failure = DisplayText.clean(bytes: reply.wireText, limit: ByteLimits.serverText)
            return await connection.close()
        } catch {
            outcome.isCertain = false
            throw error.blamed
        }
        let deleted = try await journal.recordDeletion()
        outcome.deleted += deleted
        outcome.left -= min(outcome.left, deleted)
    }
}
