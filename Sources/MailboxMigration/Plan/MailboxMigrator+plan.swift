internal import Glibc
internal import IMAPClient
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import NIOPosix

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
            return try await withAccount(source, .source) { source in
                try await withAccount(target, .target) { target in
                    let session = PlanSession(
                        options: options, source: source, target: target, journal: journal, observe: observer)
                    let plan = try await session.run()
                    await target.logout()
                    await source.logout()
                    return plan
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

    private func withAccount<Result: Sendable>(
        _ account: MigrationAccount, _ side: MigrationSide, _ body: (IMAPConnection) async throws -> Result
    ) async throws -> Result {
        do {
            return try await IMAPConnection.withConnection(
                to: TransportTarget(account.settings), on: MultiThreadedEventLoopGroup.singleton.any(),
                options: account.transport, transcript: transcript, label: side.rawValue
            ) { connection in
                try await connection.login(username: account.settings.username, secret: account.secret)
                return try await body(connection)
            }
        } catch let error as IMAPError {
            throw MigrationError.server(side, ServerFailure(error))
        }
    }
}
