import FoundationEssentials
import MailCore
import MailTestServers
import MailTransport

@testable import MailboxMigration

/// Where one case is tried.
struct SweepBench: Sendable {
    static let oldUser = "alice"

    let old: DovecotServer
    let new: DovecotServer
    /// The new account.
    let user: String
    let expected: MailboxSnapshot
    let folder: TemporaryFolder
    /// How the old account is read.
    var source = MailProtocol.imap

    init(old: DovecotServer, new: DovecotServer, user: String, expected: MailboxSnapshot) throws {
        self.old = old
        self.new = new
        self.user = user
        self.expected = expected
        folder = try TemporaryFolder()
    }

    var oldPort: UInt16 { source == .pop3 ? old.ports.pop3 : old.ports.imap }

    var journal: String { folder.path + "/journal.sqlite" }

    /// In plaintext, and with pauses that suit servers on this machine.
    ///
    /// - Parameters:
    ///   - oldPort: where the old server is reached, if not directly.
    ///   - newPort: the same of the new one.
    func migrator(
        _ options: MigrationOptions, oldPort: UInt16? = nil, newPort: UInt16? = nil, timeouts: Timeouts = Timeouts()
    ) throws -> MailboxMigrator {
        let tls = try TLSContext(TLSConfiguration())
        let transport = TransportOptions(tls: tls, timeouts: timeouts, allowsPrivateAddresses: true)
        func account(_ port: UInt16, _ user: String, _ protocol: MailProtocol = .imap) -> MigrationAccount {
            MigrationAccount(
                settings: ServerSettings(
                    protocol: `protocol`, host: "localhost", port: port, security: .plaintext, username: user),
                credential: .password(Secret(DovecotConfiguration.password)), transport: transport)
        }
        var pauses = Pauses()
        pauses.reconnect = .milliseconds(20)
        pauses.quiet.calm = .milliseconds(200)
        pauses.quiet.interval = .milliseconds(25)
        return MailboxMigrator(
            from: account(oldPort ?? self.oldPort, Self.oldUser, source), to: account(newPort ?? new.ports.imap, user),
            journalPath: journal, options: options, transcript: nil, pauses: pauses)
    }

    func difference() throws -> MailboxDifference {
        MailboxDifference(source: expected, target: try MailboxSnapshot(new.mailbox(of: user)))
    }

    /// Runs the migration to its end, and looks at what is there then.
    ///
    /// - Parameter isThrough: whether nothing should be left to do.
    /// - Returns: what is not as it should be.
    func problems(afterLastRun last: MailboxMigrator, isThrough: Bool = false) async throws -> [String] {
        let tally = EventTally()
        var problems: [String] = []
        do {
            let report = try await last.run(observer: tally.note)
            if report.outcome != .complete { problems.append("the last run ended \(report.outcome)") }
        } catch {
            problems.append("the last run threw \(error)")
        }
        if isThrough, tally.copied > 0 { problems.append("the last run copied \(tally.copied) messages again") }
        let difference = try difference()
        if !difference.isEmpty { problems.append("in the end: \(difference)") }
        let bytes = FileManager.default.contents(atPath: journal) ?? Data()
        if bytes.firstRange(of: Data(DovecotConfiguration.password.utf8)) != nil {
            problems.append("the password is in the journal")
        }
        return problems
    }

    /// With the old account read in this way.
    func reading(_ source: MailProtocol) -> SweepBench {
        var bench = self
        bench.source = source
        return bench
    }

    /// Makes room for other cases.
    func clear() { try? FileManager.default.removeItem(atPath: new.mailbox(of: user).path) }

    /// An empty account and no journal, as in the beginning.
    func again() throws {
        try FileManager.default.removeItem(atPath: journal)
        clear()
        try new.mailbox(of: user).create()
    }
}
