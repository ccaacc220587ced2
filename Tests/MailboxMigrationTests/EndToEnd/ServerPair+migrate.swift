import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization

extension AccountPair {
    /// Migrates from the old server to the new one, over TLS.
    func migrate(
        proof: MigrationOptions.Proof = .full, connections: Int? = nil, mirroring deletions: Int? = nil,
        journal: String = "journal.sqlite",
        stop: StopSignal = StopSignal(),
        observer: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws -> MigrationReport {
        var options = MigrationOptions()
        options.proof = proof
        options.connections = connections
        options.mirroredDeletions = deletions
        return try await migrator(options, journal: journal).run(stop: stop, observer: observer)
    }

    /// From the old server to the new one, over TLS.
    func migrator(
        _ options: MigrationOptions, journal: String = "journal.sqlite", transcript: Transcript? = nil,
        pauses: Pauses = Pauses()
    ) throws -> MailboxMigrator {
        MailboxMigrator(
            from: try account(old, user: Self.oldUser), to: try account(new, user: Self.newUser),
            journalPath: folder.path + "/" + journal, options: options, transcript: transcript, pauses: pauses)
    }

    private func account(_ server: MailServer<some ServerConfiguration>, user: String) throws -> MigrationAccount {
        try MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: server.ports.imaps, security: .tls, username: user),
            secret: Secret(DovecotConfiguration.password), extraRootsFile: server.certificateAuthorityFile,
            allowsPrivateAddresses: true)
    }
}

/// Counts what happened, as it happened.
final class EventTally: Sendable {
    private struct Counts {
        var copied = 0
        var adopted = 0
        var proven = 0
        var waits: [MigrationSide] = []
        var flagsUpdated = 0
        var moved = 0
        var deleted = 0
        var withheld: [DeletionObstacle] = []
    }

    private let counts = Mutex(Counts())
    private let (arrivals, arrival) = AsyncStream.makeStream(of: Int.self)

    @Sendable func note(_ event: MigrationEvent) {
        counts.withLock { counts in
            switch event {
            case .copied(_, let messages, _): counts.copied += messages
            case .adopted(_, let messages): counts.adopted += messages
            case .proven(_, let messages): counts.proven += messages
            case .flagsUpdated(_, let messages): counts.flagsUpdated += messages
            case .moved(_, _, let messages): counts.moved += messages
            case .deleted(_, let messages): counts.deleted += messages
            case .deletionsWithheld(_, let reason): counts.withheld.append(reason)
            case .waiting(_, let side, _):
                counts.waits.append(side)
                arrival.yield(counts.waits.count)
            case .planned, .mailboxStarted, .failed, .proving, .mailboxFinished, .mailboxFailed, .doublesRemoved,
                .doubled, .following, .sourceDeletion, .sourceExpires:
                break
            }
        }
    }

    var copied: Int { counts.withLock { $0.copied } }
    var adopted: Int { counts.withLock { $0.adopted } }
    var proven: Int { counts.withLock { $0.proven } }
    var waits: [MigrationSide] { counts.withLock { $0.waits } }
    var flagsUpdated: Int { counts.withLock { $0.flagsUpdated } }
    var moved: Int { counts.withLock { $0.moved } }
    var deleted: Int { counts.withLock { $0.deleted } }
    var withheld: [DeletionObstacle] { counts.withLock { $0.withheld } }

    /// Returns once it was waited so often.
    func reached(waits number: Int) async {
        for await count in arrivals where count >= number { return }
    }
}
