internal import IMAPClient
public import MailCore
package import MailTransport

/// Copies all mail of one account into another, with proof. Running it again goes on where it stopped, and copies
/// nothing twice.
public struct MailboxMigrator: Sendable {
    let source: MigrationAccount
    let target: MigrationAccount
    let journalPath: String
    private(set) var options: MigrationOptions
    let transcript: Transcript?
    let pauses: Pauses
    let journalObserver: JournalObserver?
    let loginPace = LoginPace()

    /// - Parameter journalPath: a file of this migration's own; made when it is not there.
    public init(
        from source: MigrationAccount, to target: MigrationAccount, journalPath: String,
        options: MigrationOptions = MigrationOptions()
    ) {
        self.init(from: source, to: target, journalPath: journalPath, options: options, transcript: nil)
    }

    /// - Parameters:
    ///   - pauses: for tests, which have no time to lose.
    ///   - journalObserver: told about every transaction of the journal.
    package init(
        from source: MigrationAccount, to target: MigrationAccount, journalPath: String, options: MigrationOptions,
        transcript: Transcript?, pauses: Pauses = Pauses(), journalObserver: JournalObserver? = nil
    ) {
        self.source = source
        self.target = target
        self.journalPath = journalPath
        self.options = options.adapted(to: source.settings.protocol)
        self.transcript = transcript
        self.pauses = pauses
        self.journalObserver = journalObserver
    }

    /// A file name of its own for the journal between two accounts. A digest, because names never become paths.
    public static func journalFileName(from source: ServerSettings, to target: ServerSettings) -> String {
        let digest = SHA256Digest()
        let key = MigrationAccount.journalName(of: source) + "\n" + MigrationAccount.journalName(of: target)
        Array(key.utf8).withUnsafeBytes { digest.update($0) }
        let name = digest.finish().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return name + ".sqlite"
    }

    /// When something was written to the journal at this path, in seconds since 1970; nil when there is none.
    package static func journalLastWritten(_ path: String) -> Int? { MigrationJournal.lastWritten(path) }

    /// Copies, and proves what was copied.
    ///
    /// A lost connection is opened again, up to ``CopyLimits/reconnects`` times without any progress between.
    ///
    /// - Parameters:
    ///   - stop: ends the run in good order after what is under way.
    ///   - observer: told about everything that happens, on an event loop: it must not block.
    /// - Throws: ``MigrationError`` when it cannot go on. What was copied until then is in the journal.
    public func run(
        stop: StopSignal = StopSignal(), observer: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws(MigrationError) -> MigrationReport {
        let start = ContinuousClock.now
        let progress = RunTally()
        let observe: @Sendable (MigrationEvent) -> Void = { event in
            progress.note(event)
            observer(event)
        }
        do {
            let journal = try MigrationJournal(
                path: journalPath, source: MigrationAccount.journalName(of: source.settings),
                target: MigrationAccount.journalName(of: target.settings), observer: journalObserver)
            let resumed = try await !journal.totals().isEmpty
            if options.retriesFailed { try await journal.retryFailed() }
            let isThrough =
                source.settings.protocol == .pop3
                ? try await keepPOP3Going(journal: journal, progress: progress, stop: stop, observe: observe)
                : try await keepGoing(journal: journal, progress: progress, stop: stop, observe: observe)
            return try await MigrationReport(
                journal: journal, level: options.proof, isInterrupted: !isThrough, resumed: resumed, run: progress,
                elapsed: start.duration(to: .now))
        } catch let error as MigrationError {
            throw error
        } catch let error as JournalError {
            throw .journal(error)
        } catch let error as IMAPError {
            throw .server(.source, ServerFailure(error))
        } catch {
            throw .server(.source, ServerFailure(.cancelled))
        }
    }

    /// One session after the other until the work is done; false when a stop was asked for before.
    func keepGoing(
        journal: MigrationJournal, progress: RunTally, stop: StopSignal,
        observe: @escaping @Sendable (MigrationEvent) -> Void
    ) async throws -> Bool {
        let rate = options.bytesPerSecond.map { RateLimit(bytesPerSecond: $0) }
        var patience = Patience(pauses)
        var changes = 0
        var migrator = self
        await forgetRefusedTokens()
        while await waitForLogin(stop, observe) {
            let remembered = try await journal.rememberedPairs()
            let pairs = options.connections ?? remembered ?? CopyLimits.pairs
            do {
                return try await MigrationSession(
                    migrator: migrator, journal: journal, pairs: pairs, rate: rate,
                    deleted: { progress.changes.deleted },
                    stop: stop, observe: observe
                ).run()
            } catch is TokenEnding {
                // The next session begins with another one.
            } catch is MailboxChanged where changes < CopyLimits.reconnects {
                changes += 1
            } catch MigrationError.server(_, let failure)
                where failure.isOfCompression && migrator.options.compression != .never
            {
                // Without it, the same may well work.
                migrator.options.compression = .never
            } catch let error as MigrationError {
                if progress.takeProgress() {
                    patience.noteProgress()
                    changes = 0
                    await forgetRefusedTokens()
                }
                if await isWorthAnotherToken(error) { continue }
                patience.hasBegun = progress.hasBegun
                patience.isFollowing = progress.hasFollowed
                switch patience.answer(to: error) {
                case .giveUp: throw error
                case .giveUpThrottled(let side, let notice): throw MigrationError.throttled(side, notice)
                case .wait(let pause, let side, let reason):
                    if error.mayMeanConnections, options.connections == nil {
                        try await journal.rememberPairs(max(1, pairs / 2))
                    }
                    observe(.waiting(milliseconds: pause.milliseconds, side: side, reason: reason))
                    await stop.wait(atMost: pause)
                    // What has come in meanwhile is not known, so this is never the end of everything.
                    if stop.isStopping { return false }
                    try Task.checkCancellation()
                }
            }
        }
        return false
    }
}
