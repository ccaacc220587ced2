internal import IMAPClient
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import POP3Client
internal import SASL

/// A POP3 session shows the mailbox as it was at the login, and holds it locked. So whatever follows a copy, deleting and
/// looking again, is done in sessions of its own.
extension MailboxMigrator {
    /// Where what is too large for memory waits: beside the journal.
    var spoolFolder: String {
        journalPath.lastIndex(of: "/").map { String(journalPath[..<$0]) }.map { $0.isEmpty ? "/" : $0 } ?? "."
    }

    /// Logs in at the source.
    func openPOP3(on eventLoop: any EventLoop) async throws(MigrationError) -> LoggedIn<POP3Connection> {
        try await source.logIn(blaming: .source) { credentials, _ throws(MigrationError) in
            try await openPOP3(credentials, on: eventLoop)
        }
    }

    private func openPOP3(
        _ credentials: LoginCredentials, on eventLoop: any EventLoop
    ) async throws(MigrationError) -> POP3Connection {
        let connection: POP3Connection
        do throws(POP3Error) {
            connection = try await POP3Connection.connect(
                to: TransportTarget(source.settings), on: eventLoop, options: source.transport, transcript: transcript,
                label: MigrationSide.source.rawValue)
        } catch {
            throw error.blamed
        }
        let delay = await connection.capabilities.loginDelay?.value
        do throws(POP3Error) {
            try await connection.login(credentials, listsNext: true)
        } catch {
            await connection.close()
            guard let delay, let reply = error.reply, reply.code == .loginDelay else { throw error.blamed }
            let words = DisplayText.clean(bytes: reply.text, limit: ByteLimits.serverText)
            throw .throttled(side: .source, serverText: words, milliseconds: delay.milliseconds)
        }
        loginPace.loggedIn(delay: await connection.capabilities.loginDelay?.value ?? delay)
        return connection
    }

    /// Waits until the server welcomes another login.
    ///
    /// - Returns: false when a stop was asked for.
    func waitForLogin(_ stop: StopSignal, _ observe: @Sendable (MigrationEvent) -> Void) async -> Bool {
        let left = min(loginPace.left(), pauses.longestThrottled)
        guard left > .zero else { return true }
        observe(.waiting(milliseconds: left.milliseconds, side: .source, reason: .loginDelay))
        await stop.wait(atMost: left)
        return !stop.isStopping
    }

    /// Copies; deletes at the source if that is asked for; and begins again while the target is to be kept current.
    ///
    /// - Returns: whether everything was through at the last look; false when a stop was asked for before.
    func keepPOP3Going(
        journal: MigrationJournal, progress: RunTally, stop: StopSignal,
        observe: @escaping @Sendable (MigrationEvent) -> Void
    ) async throws -> Bool {
        while true {
            guard try await keepGoing(journal: journal, progress: progress, stop: stop, observe: observe) else {
                return false
            }
            if options.deletesAfterProof, !stop.isStopping {
                try await delete(journal: journal, progress: progress, stop: stop, observe: observe)
            }
            guard options.follows, !stop.isStopping else { return true }
            observe(.following)
            await stop.wait(atMost: max(pauses.look, loginPace.left()))
            if stop.isStopping { return true }
        }
    }

    /// Tries until it is done, or trying does not help. The mail is copied either way, so that is no error of the run.
    private func delete(
        journal: MigrationJournal, progress: RunTally, stop: StopSignal,
        observe: @escaping @Sendable (MigrationEvent) -> Void
    ) async throws {
        var patience = Patience(pauses)
        patience.hasBegun = true
        var outcome = progress.sourceDeletion
        while await waitForLogin(stop, observe) {
            do {
                outcome.failure = nil
                try await deleteOnce(journal, stop, &outcome)
                return observe(.sourceDeletion(outcome))
            } catch let error as MigrationError {
                if case .journal = error { throw error }
                let words = error.serverWords
                switch patience.answer(to: error) {
                case .giveUp, .giveUpThrottled:
                    outcome.failure = words
                    return observe(.sourceDeletion(outcome))
                case .wait(let pause, let side, let reason):
                    observe(.waiting(milliseconds: pause.milliseconds, side: side, reason: reason))
                    await stop.wait(atMost: pause)
                    try Task.checkCancellation()
                    outcome.failure = words
                    if stop.isStopping { return observe(.sourceDeletion(outcome)) }
                }
            }
        }
        observe(.sourceDeletion(outcome))
    }

    private func deleteOnce(
        _ journal: MigrationJournal, _ stop: StopSignal, _ outcome: inout SourceDeletion
    ) async throws {
        try await ConnectionPair.withPair(of: self, journal) { pair in
            guard let source = pair.source.pop3 else { return }
            var deletion = POP3Deletion(from: source, having: pair.target, journal, stop: stop, after: outcome)
            defer { outcome = deletion.outcome }
            try await pair.mustHave(from: .target) { try await deletion.run() }
            await pair.target.logout()
        }
    }
}

extension MigrationError {
    /// Cleaned; empty where there are none.
    fileprivate var serverWords: String {
        switch self {
        case .throttled(_, let words, _), .targetFull(let words): words
        case .server(_, let failure): failure.serverWords
        case .noAccessToken, .journal, .choice: ""
        }
    }
}
