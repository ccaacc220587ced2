import Glibc
import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization

/// `dying-migration OLD-PORT OLD-USER NEW-PORT NEW-USER JOURNAL CONNECTIONS [TRANSACTION begins|isDurable]`: a migration
/// that kills itself at one moment of its journal, as nothing else can to the very transaction. CONNECTIONS may be `auto`;
/// OLD-PORT may be `pop3:PORT`.
///
/// One that lives on says in the end how many transactions there were.
@main struct DyingMigration {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isPOP3 = arguments.first?.hasPrefix("pop3:") ?? false
        guard arguments.count == 6 || arguments.count == 8,
            let oldPort = UInt16(arguments[0].dropFirst(isPOP3 ? 5 : 0)),
            let newPort = UInt16(arguments[2])
        else { exit(2) }
        let last = arguments.count == 8 ? Int(arguments[6]) : nil
        let moment = arguments.last == "begins" ? JournalMoment.begins : .isDurable
        let count = Atomic(0)
        var options = MigrationOptions()
        options.proof = .full
        options.connections = Int(arguments[5])
        var pauses = Pauses()
        pauses.quiet.calm = .milliseconds(200)
        pauses.quiet.interval = .milliseconds(25)
        let tls = try TLSContext(TLSConfiguration())
        func account(_ port: UInt16, _ user: String, _ protocol: MailProtocol = .imap) -> MigrationAccount {
            MigrationAccount(
                settings: ServerSettings(
                    protocol: `protocol`, host: "localhost", port: port, security: .plaintext, username: user),
                credential: .password(Secret(DovecotConfiguration.password)),
                transport: TransportOptions(tls: tls, allowsPrivateAddresses: true))
        }
        let report = try await MailboxMigrator(
            from: account(oldPort, arguments[1], isPOP3 ? .pop3 : .imap), to: account(newPort, arguments[3]),
            journalPath: arguments[4],
            options: options, transcript: nil, pauses: pauses
        ) { now in
            let reached = now == .begins ? count.add(1, ordering: .relaxed).newValue : count.load(ordering: .relaxed)
            if reached == last, now == moment { kill(getpid(), SIGKILL) }
        }.run()
        print(count.load(ordering: .relaxed))
        exit(report.outcome == .complete ? 0 : 1)
    }
}
