import Dispatch
import MailTestServers
import MailboxMigration
import Synchronization
import Testing

@Suite struct InterruptionTests {
    @Test(arguments: [MigrationSide.source, .target])
    func `A server that is restarted in the middle costs a pause and nothing else`(side: MigrationSide) async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 150).write(to: pair.oldMail)
            let server = side == .source ? pair.old : pair.new
            let tally = EventTally()
            let pausing = Pause()

            async let running = pair.migrate { event in
                tally.note(event)
                if case .copied = event { pausing.holdOnce() }
            }
            await pausing.reached()
            try await server.stop()
            pausing.release()
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

/// Holds a migration at one of its events, so that what a test does then surely happens in the middle.
private final class Pause: Sendable {
    private let isSpent = Mutex(false)
    private let gate = DispatchSemaphore(value: 0)
    private let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)

    func holdOnce() {
        guard
            isSpent.withLock({ isSpent in
                defer { isSpent = true }; return !isSpent
            })
        else { return }
        arrival.yield()
        gate.wait()
    }

    func reached() async {
        for await _ in arrivals { return }
    }

    func release() { gate.signal() }
}
