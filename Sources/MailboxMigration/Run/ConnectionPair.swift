internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import SASL

/// A connection to each account, both logged in and on one event loop: what an IMAP source sends goes to the target without
/// a hop or a copy.
struct ConnectionPair: Sendable {
    /// 0 for the pair that begins a session; the others help it.
    let number: Int
    let source: SourceConnection
    let target: IMAPConnection
    /// When to begin anew with another access token; nil for never.
    let renewal: ContinuousClock.Instant?

    /// Whether an access token ends so soon that nothing new is to be begun.
    var isToBeRenewed: Bool { renewal.map { $0 <= .now } ?? false }

    /// Opens the first pair of a session and lends it to `body`, whose task is on the event loop of the connections
    /// meanwhile. Both are closed in every outcome.
    ///
    /// - Parameter journal: of the migration.
    /// - Throws: ``MigrationError``, blaming the side whose connection is gone, or what `body` throws.
    static func withPair<Result: Sendable>(
        of migrator: MailboxMigrator, _ journal: MigrationJournal,
        _ body: (ConnectionPair) async throws -> Result
    ) async throws -> Result {
        try await EventLoopExecutor.run { eventLoop in
            let pair = try await open(0, of: migrator, journal, on: eventLoop)
            let result = try await pair.use(body)
            await pair.close()
            return result
        }
    }

    /// Opens both connections at the same time. Whoever opens a pair must ``use(_:)`` it.
    static func open(
        _ number: Int, of migrator: MailboxMigrator, _ journal: MigrationJournal, on eventLoop: any EventLoop
    ) async throws(MigrationError) -> ConnectionPair {
        async let opening = openSource(number, migrator, journal, eventLoop)
        let target = await login(to: migrator.target, .target, number, migrator, eventLoop)
        let source = await opening
        do {
            let (source, target) = (try source.get(), try target.get())
            return ConnectionPair(
                number: number, source: source.connection, target: target.connection,
                renewal: [source.renewal, target.renewal].compactMap(\.self).min())
        } catch {
            await (try? source.get())?.connection.close()
            await (try? target.get())?.connection.close()
            throw error
        }
    }

    /// Lends the pair to `body`. Where all goes well it stays open for who says goodbye.
    ///
    /// - Throws: ``MigrationError``, blaming the side whose connection is gone, or what `body` throws.
    func use<Result: Sendable>(_ body: (ConnectionPair) async throws -> Result) async throws -> Result {
        do {
            return try await body(self)
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

    /// The same where nothing goes on without an answer: a refusal ends the session as well.
    func mustHave<Result: Sendable>(
        from side: MigrationSide, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await at(side, body)
        } catch let error as IMAPError {
            throw MigrationError.server(side, ServerFailure(error))
        }
    }

    private static func openSource(
        _ number: Int, _ migrator: MailboxMigrator, _ journal: MigrationJournal, _ eventLoop: any EventLoop
    ) async -> Result<LoggedIn<SourceConnection>, MigrationError> {
        guard migrator.source.settings.protocol == .pop3 else {
            return await login(to: migrator.source, .source, number, migrator, eventLoop).map { opened in
                LoggedIn(connection: .imap(opened.connection), renewal: opened.renewal)
            }
        }
        do throws(MigrationError) {
            let opened = try await migrator.openPOP3(on: eventLoop)
            let source = POP3Source(opened.connection, journal: journal, spoolFolder: migrator.spoolFolder)
            return .success(LoggedIn(connection: .pop3(source), renewal: opened.renewal))
        } catch {
            return .failure(error)
        }
    }

    private static func login(
        to account: MigrationAccount, _ side: MigrationSide, _ number: Int, _ migrator: MailboxMigrator,
        _ eventLoop: any EventLoop
    ) async -> Result<LoggedIn<IMAPConnection>, MigrationError> {
        do throws(MigrationError) {
            return .success(
                try await account.logIn(blaming: side) { credentials, tellsExpiry throws(MigrationError) in
                    do throws(IMAPError) {
                        return try await connection(
                            to: account, credentials, tellingExpiry: tellsExpiry,
                            // The first pair asks what has changed since an earlier run.
                            enabling: side == .source && number == 0 ? [.qResync] : [],
                            label: number == 0 ? side.rawValue : "\(side.rawValue) \(number + 1)", migrator, eventLoop)
                    } catch {
                        throw .server(side, ServerFailure(error))
                    }
                })
        } catch {
            return .failure(error)
        }
    }

    private static func connection(
        to account: MigrationAccount, _ credentials: LoginCredentials, tellingExpiry: Bool,
        enabling extensions: Set<Capability>, label: String, _ migrator: MailboxMigrator, _ eventLoop: any EventLoop
    ) async throws(IMAPError) -> IMAPConnection {
        let connection = try await IMAPConnection.connect(
            to: TransportTarget(account.settings), on: eventLoop, options: account.transport,
            transcript: migrator.transcript, label: label)
        do throws(IMAPError) {
            try await connection.login(
                credentials, enabling: extensions, tellingExpiry: tellingExpiry, waitingForIntroduction: false)
            return connection
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Says goodbye on both sides at once.
    func logout() async {
        async let source: Void = source.logout()
        await target.logout()
        await source
    }

    /// Says goodbye, and closes both connections.
    func dismiss() async {
        await logout()
        await close()
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
