import MailTestServers
import MailboxMigration
import Testing

@Suite struct InterruptionTests {
    @Test(arguments: [MigrationSide.source, .target])
    func `A server that is restarted in the middle costs a pause and nothing else`(side: MigrationSide) async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 150).write(to: pair.oldMail)
            let server = side == .source ? pair.old : pair.new
            let tally = EventTally()
            let gate = Gate()

            async let running = pair.migrate { event in
                tally.note(event)
                if case .copied = event { gate.holdOnce() }
            }
            await gate.reached()
            try await server.stop()
            gate.open()
            try await server.start()
            let report = try await running

            #expect(tally.waits.first == side)
            #expect(report.outcome == .complete)
            #expect(report.total == 150)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A stop ends in good order, and the next run goes on`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 600, largeAttachment: 0).write(to: pair.oldMail)
            let stop = StopSignal()
            let first = EventTally()
            let interrupted = try await pair.migrate(connections: 1, stop: stop) { event in
                first.note(event)
                if case .copied = event { stop.stop() }
            }
            #expect(interrupted.outcome == .interrupted)
            #expect((1..<600).contains(first.copied))

            let second = EventTally()
            let report = try await pair.migrate(observer: second.note)
            #expect(first.copied + second.copied == 600)
            #expect(second.adopted == 0)
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}
