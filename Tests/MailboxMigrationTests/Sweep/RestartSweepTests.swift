import MailTestServers
import Testing

@testable import MailboxMigration

/// A server that is restarted at each stage of a migration.
@Suite struct RestartSweepTests {
    /// What a migration has just told when the server goes away.
    enum Stage: CaseIterable, Sendable {
        case planned, mailboxStarted, copied, proving, proven, mailboxFinished

        func matches(_ event: MigrationEvent) -> Bool {
            switch (self, event) {
            case (.planned, .planned), (.mailboxStarted, .mailboxStarted), (.copied, .copied), (.proving, .proving),
                (.proven, .proven), (.mailboxFinished, .mailboxFinished):
                true
            default: false
            }
        }
    }

    private static let all = [MigrationSide.source, .target].flatMap { side in
        Stage.allCases.flatMap { stage in [true, false].map { (side, stage, $0) } }
    }

    @Test(arguments: SweepScale.chosen(from: all, sample: 3))
    func `A server that is restarted costs a pause and nothing else`(
        side: MigrationSide, stage: Stage, isKilled: Bool
    ) async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            let bench = try SweepBench(
                old: pair.old, new: pair.new, user: ServerPair.newUser, expected: try MailboxSnapshot(pair.oldMail))
            let server = side == .source ? pair.old : pair.new
            let gate = Gate()

            async let running = bench.migrator(MigrationOptions()).run { event in
                if stage.matches(event) { gate.holdOnce() }
            }
            await gate.reached()
            if isKilled { try await server.kill() } else { try await server.stop() }
            try await server.start()
            gate.open()
            let report = try await running

            #expect(report.outcome == .complete)
            #expect(try bench.difference().description == "nothing differs")
            #expect(
                try await bench.problems(afterLastRun: try bench.migrator(MigrationOptions()), isThrough: true) == [])
        }
    }
}
