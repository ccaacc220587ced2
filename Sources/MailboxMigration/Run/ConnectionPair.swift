internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

/// A connection to each account, both logged in and on one event loop: what an IMAP source sends goes to the target without
/// a hop or a copy.
struct ConnectionPair: Sendable {
    /// 0 for the pair that begins a session; the others help it.
    let number: Int
    let source: SourceConnection
    let target: IMAPConnection

    /// Opens both connections at the same time. Whoever opens a pair must ``lend(_:)`` it.
    ///
    /// - Parameter journal: of the migration.
    static func open(
        _ number: Int, of migrator: MailboxMigrator, _ journal: MigrationJournal, on eventLoop: any EventLoop
    ) async throws(MigrationError) -> ConnectionPair {
        async let opening = openSource(number, migrator, journal, eventLoop)
        let target = await login(to: migrator.target, .target, number, migrator, eventLoop)
        let source = await opening
        do {
            return ConnectionPair(number: number, source: try source.get(), target: try target.get())
        } catch {
            await (try? source.get())?.close()
            await (try? target.get())?.close()
            throw error
        }
    }

    /// Lends the pair to `body`; both connections are closed in every outcome.
    ///
    /// - Throws: ``MigrationError``, blaming the side whose connection is gone, or what `body` throws.
    func lend<Result: Sendable>(_ body: (ConnectionPair) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(self)
            await close()
            return result
        } catch let error as IMAPError {
            // The one that is gone is the one to blame; the other one only waited. POP3 blames itself.
            let isTarget = await source.imap?.isOpen ?? true
            let side: MigrationSide = isTarget ? .target : .source
            await close()
            throw MigrationError.server(side, ServerFailure(error))
        } catch {
            await close()
            throw error
        }
    }

    /// Says whose failure it was.
    ///
    /// - Throws: ``MigrationError``; a refusal that is no wish for a pause stays an ``IMAPError``.
    func at<Result: Sendable>(_ side: MigrationSide, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as IMAPError {
            throw error.blaming(side)
        }
    }

    private static func openSource(
        _ number: Int, _ migrator: MailboxMigrator, _ journal: MigrationJournal, _ eventLoop: any EventLoop
    ) async -> Result<SourceConnection, MigrationError> {
        guard migrator.source.settings.protocol == .pop3 else {
            return await login(to: migrator.source, .source, number, migrator, eventLoop).map { .imap($0) }
        }
        do throws(MigrationError) {
            let connection = try await migrator.openPOP3(on: eventLoop)
            return .success(.pop3(POP3Source(connection, journal: journal, spoolFolder: migrator.spoolFolder)))
        } catch {
            return .failure(error)
        }
    }

    private static func login(
        to account: MigrationAccount, _ side: MigrationSide, _ number: Int, _ migrator: MailboxMigrator,
        _ eventLoop: any EventLoop
    ) async -> Result<IMAPConnection, MigrationError> {
        do {
            let connection = try await IMAPConnection.connect(
                to: TransportTarget(account.settings), on: eventLoop, options: account.transport,
                transcript: migrator.transcript, label: number == 0 ? side.rawValue : "\(side.rawValue) \(number + 1)")
            do {
                // The first pair asks what has changed since an earlier run.
                try await connection.login(
                    username: account.settings.username, secret: account.secret,
                    enabling: side == .source && number == 0 ? [.qResync] : [])
                return .success(connection)
            } catch {
                await connection.close()
                return .failure(.server(side, ServerFailure(error)))
            }
        } catch {
            return .failure(.server(side, ServerFailure(error)))
        }
    }

    /// Says goodbye on both sides at once.
    func logout() async {
        async let source: Void = source.logout()
        await target.logout()
        await source
    }

    private func close() async {
        await source.close()
        await target.close()
    }
}

extension IMAPError {
    /// With the side that is to blame. What was only refused is left to whoever asked, unless the server wants a pause.
    func blaming(_ side: MigrationSide) -> any Error {
        guard case .refused(_, let status) = self else { return MigrationError.server(side, ServerFailure(self)) }
        return ThrottleNotice(status: status).map { MigrationError.throttled(side, $0) } ?? self
    }
}
