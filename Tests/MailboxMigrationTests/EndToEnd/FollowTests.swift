import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization
import Testing

/// A run that keeps the target current until it is stopped.
@Suite struct FollowTests {
    /// No test waits for a clock; what is to be found by IDLE alone is not found by looking.
    private static var pauses: Pauses {
        var pauses = Pauses()
        pauses.betweenSessions = .zero
        pauses.look = .seconds(3_600)
        pauses.reconnect = .milliseconds(50)
        return pauses
    }

    private static let news = TestMessage("Subject: new\r\n\r\nnews\r\n", flags: ["\\Flagged"])

    /// Follows; each time when all is current, the next of `steps` is done. A stop is asked for when all is current after
    /// the last of them, or at once.
    ///
    /// - Parameter goal: messages that have to be copied before all counts as current (count): what is delivered one by one
    ///   may be found one by one.
    private func follow(
        _ pair: ServerPair, _ pauses: Pauses = pauses, transcript: Transcript? = nil, tally: EventTally = EventTally(),
        steps: [@Sendable () async throws -> Void], stopsAtOnce: Bool = false, goal: Int = 0
    ) async throws -> MigrationReport {
        var options = MigrationOptions()
        options.follows = true
        options.proof = .full
        let migrator = try pair.migrator(options, transcript: transcript, pauses: pauses)
        let stop = StopSignal()
        let (current, isCurrent) = AsyncStream.makeStream(of: Int.self)
        return try await withDeadline(.seconds(120)) {
            async let report = migrator.run(stop: stop) { event in
                tally.note(event)
                if case .following = event { isCurrent.yield(tally.copied) }
            }
            var steps = steps[...]
            for await copied in current {
                guard let step = steps.popFirst() else {
                    if copied < goal { continue }
                    break
                }
                try await step()
                if stopsAtOnce, steps.isEmpty { break }
            }
            stop.stop()
            return try await report
        }
    }

    @Test func `New mail in the inbox wakes it, and a round costs no login`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            let transcript = Transcript()
            let deliver: @Sendable () async throws -> Void = {
                // It has to be idle, or looking would find the message.
                let before = transcript.lines.count { $0.hasSuffix(" IDLE") }
                while transcript.lines.count(where: { $0.hasSuffix(" IDLE") }) == before {
                    try await Task.sleep(for: .milliseconds(10))
                }
                try pair.oldMail.deliver([Self.news])
            }

            let report = try await follow(pair, transcript: transcript, steps: [deliver, deliver])

            #expect(report.outcome == .complete)
            #expect(report.copied == 62)
            #expect(report.total == 62)
            #expect(report.proven == 62)
            #expect(try pair.difference().description == "nothing differs")
            let lines = transcript.lines
            #expect(lines.count { $0.contains("source C:") && $0.contains("AUTHENTICATE") } == 1)
            #expect(lines.count { $0.contains("target C:") && $0.contains("AUTHENTICATE") } == 1)
            #expect(lines.count { $0.hasSuffix(" DONE") } >= 2)
        }
    }

    @Test func `Other folders are looked at from time to time, new ones included`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
            var pauses = Self.pauses
            pauses.look = .milliseconds(100)
            let report = try await follow(
                pair, pauses,
                steps: [
                    { try pair.oldMail.deliver([Self.news], to: "Sent") },
                    { try pair.oldMailOverIMAP.deliver([Self.news, Self.news], to: "New/Folder") },
                ], goal: 43)
            #expect(report.outcome == .complete)
            #expect(report.copied == 43)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// RFC 2177 is optional; without it, looking is all there is.
    @Test func `A server without IDLE is looked at`() async throws {
        try await ServerPair.run(adjustOld: { $0.extraLines = Self.withoutIdle }) { pair in
            try pair.oldMail.deliver([Self.news])
            var pauses = Self.pauses
            pauses.look = .milliseconds(100)
            let transcript = Transcript()
            let report = try await follow(
                pair, pauses, transcript: transcript, steps: [{ try pair.oldMail.deliver([Self.news]) }])
            #expect(report.copied == 2)
            #expect(!transcript.lines.contains { $0.hasSuffix(" IDLE") })
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    private static let withoutIdle = """
        imap_capability = IMAP4rev1 LITERAL+ SASL-IR ID ENABLE UIDPLUS UNSELECT NAMESPACE LIST-EXTENDED LIST-STATUS
        """

    /// What came in since the last look is not passed over in silence.
    @Test func `A stop looks once more, and does not call complete what is not`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver([Self.news])
            let stop = StopSignal()
            var options = MigrationOptions()
            options.follows = true
            let failure = Mutex<(any Error)?>(nil)
            let report = try await pair.migrator(options, pauses: Self.pauses).run(stop: stop) { event in
                guard case .following = event else { return }
                do { try pair.oldMail.deliver([Self.news]) } catch { failure.withLock { $0 = error } }
                stop.stop()
            }
            #expect(failure.withLock { $0 } == nil)
            #expect(report.outcome == .interrupted)

            let second = try await pair.migrate()
            #expect(second.outcome == .complete)
            #expect(second.copied == 1)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A run that finds everything there follows from then on`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 20, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate()
            let report = try await follow(pair, steps: [{ try pair.oldMail.deliver([Self.news]) }])
            #expect(report.outcome == .complete)
            #expect(report.copied == 1)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test(arguments: [MigrationSide.source, .target])
    func `A server that goes away for longer than a run would wait comes back`(side: MigrationSide) async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 20, largeAttachment: 0).write(to: pair.oldMail)
            let tally = EventTally()
            let server = side == .source ? pair.old : pair.new
            var pauses = Self.pauses
            pauses.look = .milliseconds(100)
            pauses.reconnect = .milliseconds(1)
            pauses.longestReconnect = .milliseconds(20)
            let report = try await follow(
                pair, pauses, tally: tally,
                steps: [
                    {
                        try await server.stop()
                        // More often than a run would try that has never been through.
                        await tally.reached(waits: 7)
                        try await server.start()
                    },
                    { try pair.oldMail.deliver([Self.news]) },
                ])
            #expect(Set(tally.waits) == [side])
            #expect(report.outcome == .complete)
            #expect(report.copied == 21)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A stop while a server is away ends at once, and is no success`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver([Self.news])
            var pauses = Self.pauses
            pauses.look = .milliseconds(100)
            pauses.reconnect = .seconds(3_600)
            pauses.longestReconnect = .seconds(3_600)
            let tally = EventTally()
            let report = try await follow(
                pair, pauses, tally: tally,
                steps: [
                    {
                        try await pair.old.stop()
                        await tally.reached(waits: 1)
                    }
                ], stopsAtOnce: true)
            #expect(report.outcome == .interrupted)
        }
    }
}

extension AccountPair where Old == DovecotConfiguration {
    /// A session that is open does not see folders that are made behind Dovecot's back.
    fileprivate var oldMailOverIMAP: IMAPStore {
        IMAPStore(port: old.ports.imap, user: Self.oldUser, password: DovecotConfiguration.password)
    }
}
