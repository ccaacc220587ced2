import MailCore
import MailTestServers
import MailTransport
import NIOCore
import ProviderSandbox

@testable import MailboxMigration

/// Two IMAP servers of the sandbox, and migrations from one to the other in plaintext.
struct SandboxPair: Sendable {
    static let user = "alice"
    static let password = "correct horse battery staple"

    let old: IMAPServer
    let new: IMAPServer
    let folder: TemporaryFolder

    /// Where the servers listen.
    struct Ports: Sendable {
        let old: UInt16
        let new: UInt16
    }

    init(
        old: IMAPServerConfiguration = IMAPServerConfiguration(),
        new: IMAPServerConfiguration = IMAPServerConfiguration(), oldFaults: [SandboxFault] = [],
        newFaults: [SandboxFault] = []
    ) throws {
        self.old = Self.server(old, oldFaults)
        self.new = Self.server(new, newFaults)
        folder = try TemporaryFolder()
    }

    private static func server(_ configuration: IMAPServerConfiguration, _ faults: [SandboxFault]) -> IMAPServer {
        let store = SandboxStore()
        store.add(user)
        return IMAPServer(
            configuration, store: store, authenticator: SandboxPasswords([user: password]),
            faults: SandboxFaultPlan(faults))
    }

    var oldMail: SandboxMail { get throws { try Self.mail(old) } }
    var newMail: SandboxMail { get throws { try Self.mail(new) } }
    var journal: String { folder.path + "/journal.sqlite" }

    private static func mail(_ server: IMAPServer) throws -> SandboxMail {
        guard let account = server.store.account(user) else { throw SandboxStoreError.noSuchMailbox }
        return SandboxMail(account: account)
    }

    func run<Value: Sendable>(_ body: (Ports) async throws -> Value) async throws -> Value {
        try await SandboxListener.withListener { listener in
            let ports = Ports(old: try await Self.listen(old, listener), new: try await Self.listen(new, listener))
            return try await body(ports)
        }
    }

    private static func listen(_ server: IMAPServer, _ listener: SandboxListener) async throws -> UInt16 {
        try await listener.listen { channel in
            try channel.pipeline.syncOperations.addHandler(server.makeHandler(isSecure: false))
        }
    }

    func migrator(
        _ ports: Ports, _ options: MigrationOptions = MigrationOptions(), timeouts: Timeouts = Timeouts()
    ) throws -> MailboxMigrator {
        let transport = TransportOptions(
            tls: try TLSContext(TLSConfiguration()), timeouts: timeouts, allowsPrivateAddresses: true)
        return MailboxMigrator(
            from: Self.account(ports.old, transport), to: Self.account(ports.new, transport), journalPath: journal,
            options: options, transcript: nil, pauses: Self.pauses)
    }

    static func account(_ port: UInt16, _ transport: TransportOptions) -> MigrationAccount {
        MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: port, security: .plaintext, username: user),
            credential: .password(Secret(password)), transport: transport)
    }

    /// That suit servers on this machine.
    static var pauses: Pauses {
        var pauses = Pauses()
        pauses.reconnect = .milliseconds(20)
        pauses.throttled = .milliseconds(20)
        pauses.quiet.calm = .milliseconds(100)
        pauses.quiet.interval = .milliseconds(25)
        return pauses
    }

    func difference() throws -> MailboxDifference {
        MailboxDifference(source: try MailboxSnapshot(oldMail), target: try MailboxSnapshot(newMail))
    }
}
