internal import MailCore
internal import MailTransport
internal import NIOCore
internal import POP3Client

/// One session that deletes at the source what was read back from the target and was equal in every byte. Messages are
/// named by their unique identifiers alone: where several share one, or there is none, nothing is deleted.
struct POP3Deletion {
    let connection: POP3Connection
    let journal: MigrationJournal
    let spoolFolder: String
    let stop: StopSignal
    private(set) var outcome: SourceDeletion

    /// - Parameter outcome: of earlier sessions.
    init(
        over connection: POP3Connection, _ journal: MigrationJournal, spoolFolder: String, stop: StopSignal,
        after outcome: SourceDeletion
    ) {
        self.connection = connection
        self.journal = journal
        self.spoolFolder = spoolFolder
        self.stop = stop
        self.outcome = outcome
    }

    /// ``outcome`` is right in every case.
    ///
    /// - Throws: ``MigrationError`` when the connection is lost. Before QUIT, nothing is deleted then (RFC 1939 §6).
    mutating func run() async throws {
        let before = try await journal.pop3Totals().deleted
        let survey = try await POP3Source(connection, journal: journal, spoolFolder: spoolFolder).look()
        // A session whose end nobody heard may have deleted after all.
        outcome.deleted += max(0, try await journal.pop3Totals().deleted - before)
        outcome.left = survey.messages
        outcome.isCertain = true
        let marked = try await mark()
        // Without QUIT nothing is deleted, so a stop takes all of it back.
        guard marked > 0, !stop.isStopping else { return await connection.close() }
        try await commit(marked)
    }

    /// - Returns: how many.
    private func mark() async throws -> Int {
        var marked = 0
        var window = try await journal.deletable(after: 0)
        while let last = window.last, !stop.isStopping {
            let refused: [MessageNumber: POP3Reply]
            do {
                refused = try await connection.markForDeletion(window.map { MessageNumber(rawValue: $0.number) })
            } catch {
                throw error.blamed
            }
            let accepted = window.filter { refused[MessageNumber(rawValue: $0.number)] == nil }
            try await journal.intendDeletion(accepted.map(\.uid))
            marked += accepted.count
            window = try await journal.deletable(after: last.number)
        }
        return marked
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
