import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// A line that fails at each step of the conversations with both servers. The run gets over it by itself.
@Suite struct ProtocolSweepTests {
    @Test(arguments: [MigrationSide.source, .target], [1, nil])
    func `Whatever the line does, nothing is lost and nothing doubled`(
        side: MigrationSide, connections: Int?
    ) async throws {
        try await sweep("The line to the \(side) fails", LineSetting(side, connections: connections), sample: 16)
    }

    /// The first half of an interruption is what a run finds; the second is that it is interrupted again while it sets
    /// that right.
    @Test(arguments: [WireFault.Kind.late, .cut, .lost])
    func `A line that fails again while a run recovers loses nothing and doubles nothing`(
        kind: WireFault.Kind
    ) async throws {
        var setting = LineSetting(.target, connections: 1)
        setting.first = kind
        setting.kinds = [.cut, .lost, .bye]
        try await sweep("The line fails again after \(kind)", setting, sample: 10)
    }

    /// A proof reads everything that has arrived.
    @Test func `A line that fails in the middle of a large message`() async throws {
        var setting = LineSetting(.target, connections: nil)
        setting.proof = .full
        setting.kinds = [.cut, .lost, .late]
        try await sweep("The line to the target fails, large message", setting, sample: 8, SweepMail.withLargeMessage)
    }

    /// One message a command, and each waits for the server's go-ahead.
    @Test func `A target without extensions`() async throws {
        var target = DovecotConfiguration()
        target.extraLines = "imap_capability = IMAP4rev1 UIDPLUS"
        try await sweep(
            "The line to a target without extensions fails", LineSetting(.target, connections: 1), target: target,
            sample: 8)
    }

    @Test func `A target that does not tell identifiers`() async throws {
        var setting = LineSetting(.target, connections: 1)
        setting.hidesIdentifiers = true
        try await sweep("The line to a target that tells no identifiers fails", setting, sample: 10)
    }

    /// A server of POP3 says no goodbye.
    @Test(arguments: [MigrationSide.source, .target])
    func `From POP3, whatever the line does, nothing is lost and nothing doubled`(side: MigrationSide) async throws {
        var setting = LineSetting(side, connections: 1)
        setting.source = .pop3
        if side == .source { setting.kinds = [.cut, .lost, .silence, .late] }
        try await sweep("From POP3, the line to the \(side) fails", setting, sample: 12, SweepMail.smallInbox)
    }

    private func sweep(
        _ name: String, _ setting: LineSetting, target: DovecotConfiguration = DovecotConfiguration(), sample: Int,
        _ mail: (Maildir) throws -> Void = SweepMail.small
    ) async throws {
        let name = "\(name), connections: \(setting.connections.map(String.init) ?? "auto")"
        let problems = try await Sweep(name: name, sample: sample, target: target).run(mail: mail) { bench in
            try await bench.faults(setting)
        } attempt: { faults, bench in
            try await bench.attempt(faults, setting)
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}
