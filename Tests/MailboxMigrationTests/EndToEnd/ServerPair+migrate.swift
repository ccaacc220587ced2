import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization

extension AccountPair {
    /// Migrates from the old server to the new one, over TLS.
    func migrate(
        proof: MigrationOptions.Proof = .full, connections: Int? = nil, journal: String = "journal.sqlite",
        stop: StopSignal = StopSignal(),
        observer: @escaping @Sendable (MigrationEvent) -> Void = { _ in }
    ) async throws -> MigrationReport {
        var options = MigrationOptions()
        options.proof = proof
        options.connections = connections
        return try await migrator(options, journal: journal).run(stop: stop, observer: observer)
    }

    /// From the old server to the new one, over TLS.
    func migrator(_ options: MigrationOptions, journal: String = "journal.sqlite") throws -> MailboxMigrator {
        MailboxMigrator(
            from: try account(old, user: Self.oldUser), to: try account(new, user: Self.newUser),
            journalPath: folder.path + "/" + journal, options: options)
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
    }

    private let counts = Mutex(Counts())

    @Sendable func note(_ event: MigrationEvent) {
        counts.withLock { counts in
            switch event {
            case .copied(_, let messages, _): counts.copied += messages
            case .adopted(_, let messages): counts.adopted += messages
            case .proven(_, let messages): counts.proven += messages
            case .waiting(_, let side): counts.waits.append(side)
            case .planned, .mailboxStarted, .failed, .proving, .mailboxFinished, .mailboxFailed, .doublesRemoved,
                .doubled:
                break
            }
        }
    }

    var copied: Int { counts.withLock { $0.copied } }
    var adopted: Int { counts.withLock { $0.adopted } }
    var proven: Int { counts.withLock { $0.proven } }
    var waits: [MigrationSide] { counts.withLock { $0.waits } }
}
