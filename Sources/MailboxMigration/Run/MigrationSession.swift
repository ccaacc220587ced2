internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

/// One pair of connections, from login to goodbye.
struct MigrationSession {
    let migrator: MailboxMigrator
    let source: IMAPConnection
    let target: IMAPConnection
    let journal: MigrationJournal
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Returns: whether everything is through; false when a stop was asked for.
    static func run(
        _ migrator: MailboxMigrator, journal: MigrationJournal, on eventLoop: any EventLoop, stop: StopSignal,
        observe: @escaping @Sendable (MigrationEvent) -> Void
    ) async throws -> Bool {
        try await withAccount(migrator.source, .source, migrator, eventLoop) { source in
            try await withAccount(migrator.target, .target, migrator, eventLoop) { target in
                let session = MigrationSession(
                    migrator: migrator, source: source, target: target, journal: journal, stop: stop, observe: observe)
                do {
                    let isThrough = try await session.copyAll()
                    await target.logout()
                    await source.logout()
                    return isThrough
                } catch let error as IMAPError {
                    // The one that is gone is the one to blame; the other one only waited.
                    let side: MigrationSide = await source.isOpen ? .target : .source
                    throw MigrationError.server(side, ServerFailure(error))
                }
            }
        }
    }

    private static func withAccount<Result: Sendable>(
        _ account: MigrationAccount, _ side: MigrationSide, _ migrator: MailboxMigrator, _ eventLoop: any EventLoop,
        _ body: (IMAPConnection) async throws -> Result
    ) async throws -> Result {
        do {
            return try await IMAPConnection.withConnection(
                to: TransportTarget(account.settings), on: eventLoop, options: account.transport,
                transcript: migrator.transcript, label: side.rawValue
            ) { connection in
                try await connection.login(username: account.settings.username, secret: account.secret)
                return try await body(connection)
            }
        } catch let error as IMAPError {
            throw MigrationError.server(side, ServerFailure(error))
        }
    }

    private func copyAll() async throws -> Bool {
        let inDoubt = try await journal.targetsInDoubt()
        if !inDoubt.isEmpty { try await QuietWait().untilQuiet(inDoubt, at: target) }
        let sourceListings = try await source.list()
        let targetListings = try await target.list()
        let mapping = MailboxMapping(
            source: NamingScheme(namespaces: try await source.namespaces(), listings: sourceListings),
            target: NamingScheme(
                namespaces: try await target.namespaces(), listings: targetListings,
                distinguishesCase: await target.quirks.contains(.distinguishesCase)),
            targetListings: targetListings, selection: migrator.options.selection,
            placement: migrator.options.placement, recorded: try await journal.recordedTargets())
        let subscribed = try await source.subscriptions()
        let alreadySubscribed = try await target.subscriptions()
        let places: [MappedMailbox]
        do { places = try mapping.map(sourceListings) } catch { throw MigrationError.choice(error) }
        let counts = try await source.messageCounts(of: places.map(\.source.name))
        observe(.planned(mailboxes: places.count, messages: counts.values.reduce(0) { $0 + Int($1) }))
        for place in places {
            guard !stop.isStopping else { return false }
            guard try await copy(place) else { return false }
            if subscribed.contains(place.source.name), !alreadySubscribed.contains(place.target) {
                try await ignoringRefusal { try await target.subscribe(place.target) }
            }
        }
        return true
    }

    /// - Returns: false when a stop was asked for in the middle.
    private func copy(_ place: MappedMailbox) async throws -> Bool {
        let mailbox = try await journal.mailbox(source: place.source.name, target: place.target)
        do {
            if let creation = place.create {
                try await target.create(place.target, specialUse: creation.specialUse)
            }
        } catch IMAPError.refused(_, let status) {
            if let plain = place.withPlainName { return try await copy(plain) }
            return try await giveUp(mailbox, .mailboxCreateRefused, status)
        }
        let opened: SelectedMailbox
        let targetMailbox: SelectedMailbox
        do {
            opened = try await source.examine(place.source.name)
            targetMailbox = try await target.select(place.target)
        } catch IMAPError.refused(_, let status) {
            return try await giveUp(mailbox, .mailboxRefused, status)
        }
        return try await copy(mailbox, from: opened, to: targetMailbox)
    }

    private func copy(
        _ mailbox: JournaledMailbox, from opened: SelectedMailbox, to targetMailbox: SelectedMailbox
    ) async throws -> Bool {
        var mailbox = mailbox
        if try await journal.beginSourceEpoch(mailbox.id, opened.uidValidity) { mailbox.plannedThrough = nil }
        observe(
            .mailboxStarted(
                name: mailbox.source.decoded, target: mailbox.target.decoded, messages: Int(opened.exists)))
        let doubt = try await journal.beginTarget(
            mailbox.id, targetMailbox.uidValidity, isEmpty: targetMailbox.exists == 0)
        let facts = CopyFacts(
            targetMailbox: targetMailbox, appendLimit: await target.capabilities.appendLimit,
            targetTakesMany: await target.capabilities.contains(.multiAppend), stop: stop, observe: observe)
        var settler = DoubtSettler(source: source, target: target, journal: journal, mailbox: mailbox)
        try await settler.settle(doubt, targetMailbox: targetMailbox)
        try await journal.setTargetFloor(mailbox.id, targetMailbox.uidNext)
        // Dovecot stores faster into a folder that nobody has open.
        try await target.unselect()

        let copier = MailboxCopier(source: source, target: target, journal: journal, mailbox: mailbox, facts: facts)
        guard try await copier.run(opened: opened, settler: settler) else { return false }
        try await prove(mailbox, facts)
        try await journal.complete(mailbox.id)
        observe(.mailboxFinished(name: mailbox.source.decoded))
        return !stop.isStopping
    }

    private func prove(_ mailbox: JournaledMailbox, _ facts: CopyFacts) async throws {
        let level = migrator.options.proof
        guard level != .none, try await !journal.unproven(mailbox.id, after: nil, limit: 1).isEmpty else { return }
        observe(.proving(mailbox: mailbox.source.decoded))
        _ = try await target.examine(mailbox.target)
        try await Prover(
            source: source, target: target, journal: journal, mailbox: mailbox, facts: facts, level: level
        ).run()
        try await target.unselect()
    }

    /// A folder that a server refuses costs only itself.
    private func giveUp(_ mailbox: JournaledMailbox, _ code: DiagnosticCode, _ status: StatusResponse) async throws
        -> Bool
    {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        try await journal.failMailbox(mailbox.id, code, words)
        observe(.mailboxFailed(name: mailbox.source.decoded, code: code, serverText: words))
        return true
    }

    private func ignoringRefusal(_ action: () async throws -> Void) async throws {
        do { try await action() } catch IMAPError.refused {}
    }
}
