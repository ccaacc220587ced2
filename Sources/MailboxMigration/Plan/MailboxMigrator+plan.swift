internal import Glibc
internal import IMAPClient

extension MailboxMigrator {
    /// Finds out what ``run(stop:observer:)`` would do. Writes nothing: not at the source, not at the target, and no
    /// journal; one that an earlier run has left is read.
    ///
    /// Every message's size and date are asked for, so it takes a moment in a large mailbox.
    ///
    /// - Parameter observer: told how far it is, on an event loop: it must not block.
    /// - Throws: ``MigrationError``.
    public func plan(
        observer: @escaping @Sendable (MigrationPlan.Progress) -> Void = { _ in }
    ) async throws(MigrationError) -> MigrationPlan {
        do {
            let journal = try await journalOfEarlierRun()
            let notes = try MigrationJournal(
                forLooking: MigrationAccount.journalName(of: source.settings),
                target: MigrationAccount.journalName(of: target.settings))
            await forgetRefusedTokens()
            while true {
                do {
                    return try await look(journal, notes, observer)
                } catch let error as MigrationError {
                    guard await isWorthAnotherToken(error) else { throw error }
                }
            }
        } catch let error as MigrationError {
            throw error
        } catch let error as JournalError {
            throw .journal(error)
        } catch {
            throw .server(.source, ServerFailure(.cancelled))
        }
    }

    private func look(
        _ journal: MigrationJournal?, _ notes: MigrationJournal,
        _ observe: @escaping @Sendable (MigrationPlan.Progress) -> Void
    ) async throws -> MigrationPlan {
        try await ConnectionPair.withPair(of: self, notes) { pair in
            let plan = try await PlanSession(
                options: options, source: pair.source, target: pair.target, notes: notes, journal: journal,
                observe: observe
            ).run()
            await pair.logout()
            return plan
        }
    }

    private func journalOfEarlierRun() async throws -> MigrationJournal? {
        guard access(journalPath, F_OK) == 0 else { return nil }
        let journal = try MigrationJournal(readingFrom: journalPath)
        let known = try await journal.accounts()
        guard
            known == (
                MigrationAccount.journalName(of: source.settings), MigrationAccount.journalName(of: target.settings)
            )
        else { throw JournalError.otherAccounts(source: known.source, target: known.target) }
        return journal
    }
}
