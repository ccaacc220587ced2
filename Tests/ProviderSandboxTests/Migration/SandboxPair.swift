import MailCore
import MailTestServers
import MailTransport
import NIOCore
import ProviderSandbox

@testable import MailboxMigration

/// Two IMAP servers of the sandbox, the old one with POP3 beside it, and migrations from one to the other in plaintext.
struct SandboxPair: Sendable {
    static let user = "alice"
    static let password = "correct horse battery staple"

    let old: IMAPServer
    let oldPOP3: POP3Server
    let new: IMAPServer
    let folder: TemporaryFolder

    /// Where the servers listen.
    struct Ports: Sendable {
        let old: UInt16
        let oldPOP3: UInt16
        let new: UInt16
    }

    init(
        old: IMAPServerConfiguration = IMAPServerConfiguration(),
        new: IMAPServerConfiguration = IMAPServerConfiguration(), oldFaults: [SandboxFault] = [],
        newFaults: [SandboxFault] = [], pop3: POP3ServerConfiguration = POP3ServerConfiguration(),
        pop3Faults: [SandboxFault] = []
    ) throws {
        self.old = Self.server(old, oldFaults)
        var pop3 = pop3
        pop3.allowsPlaintextLogin = true
        oldPOP3 = POP3Server(
            pop3, store: self.old.store, authenticator: self.old.authenticator, faults: SandboxFaultPlan(pop3Faults))
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

    /// - Parameter roundTrip: how much longer the way to both IMAP servers is.
    func run<Value: Sendable>(
        roundTrip: Duration = .zero, _ body: (Ports) async throws -> Value
    ) async throws -> Value {
        try await SandboxListener.withListener { listener in
            let pop3 = try await listener.listen { [oldPOP3] in try oldPOP3.addHandler(to: $0, isSecure: false) }
            let ports = Ports(
                old: try await Self.listen(old, listener, roundTrip), oldPOP3: pop3,
                new: try await Self.listen(new, listener, roundTrip))
            return try await body(ports)
        }
    }

    private static func listen(
        _ server: IMAPServer, _ listener: SandboxListener, _ roundTrip: Duration
    ) async throws -> UInt16 {
        try await listener.listen { channel in
            try channel.pipeline.syncOperations.addHandler(SandboxLatencyHandler(roundTrip: roundTrip))
            try channel.pipeline.syncOperations.addHandler(server.makeHandler(isSecure: false))
        }
    }

    func migrator(
        _ ports: Ports, _ options: MigrationOptions = MigrationOptions(), from protocol: MailProtocol = .imap,
        timeouts: Timeouts = Timeouts(), transcript: Transcript? = nil
    ) throws -> MailboxMigrator {
        let transport = TransportOptions(
            tls: try TLSContext(TLSConfiguration()), timeouts: timeouts, allowsPrivateAddresses: true)
        return MailboxMigrator(
            from: Self.account(`protocol` == .pop3 ? ports.oldPOP3 : ports.old, transport, `protocol`),
            to: Self.account(ports.new, transport), journalPath: journal, options: options, transcript: transcript,
            pauses: Self.pauses)
    }

    static func account(
        _ port: UInt16, _ transport: TransportOptions, _ protocol: MailProtocol = .imap
    ) -> MigrationAccount {
        MigrationAccount(
            settings: ServerSettings(
                protocol: `protocol`, host: "localhost", port: port, security: .plaintext, username: user),
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
