import FoundationEssentials
import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Synchronization
import Testing

/// Access tokens that end in the middle of a migration, between real servers.
@Suite struct TokenEndTests {
    /// Calls back each time that so many messages more are at the target, and another token is in use than the time
    /// before.
    private final class Milestones: Sendable {
        private let state = Mutex((copied: 0, reached: 0))
        private let interval: Int
        private let most: Int
        private let tokens: TestTokens
        private let reach: @Sendable () -> Void

        init(every interval: Int, most: Int, _ tokens: TestTokens, _ reach: @escaping @Sendable () -> Void) {
            self.interval = interval
            self.most = most
            self.tokens = tokens
            self.reach = reach
        }

        @Sendable func note(_ event: MigrationEvent) {
            guard case .copied(_, let messages, _) = event else { return }
            let isReached = state.withLock { state in
                state.copied += messages
                guard state.reached < most, state.copied >= (state.reached + 1) * interval,
                    tokens.issued > state.reached
                else { return false }
                state.reached += 1
                return true
            }
            if isReached { reach() }
        }

        var reached: Int { state.withLock { $0.reached } }
    }

    @Test(arguments: [MigrationSide.source, .target], [1, 3])
    func `A token may end three times, and nothing is lost or doubled`(side: MigrationSide, pairs: Int) async throws {
        try await TokenPair.run([side]) { bench in
            try SampleMailbox(count: 1_500, largeAttachment: 0).write(to: bench.pair.oldMail)
            let tokens = try #require(bench.tokens[side])
            let line = try #require(bench.lines[side]?.line)
            let milestones = Milestones(every: 1, most: 3, tokens) {
                tokens.expire()
                line.cutAll()
            }
            let transcript = Transcript()
            let report = try await bench.migrator(connections: pairs, transcript: transcript)
                .run(observer: milestones.note)

            #expect(milestones.reached == 3)
            #expect(report.outcome == .complete)
            #expect(report.total == 1_500 && report.proven == 1_500)
            #expect(try bench.pair.difference().description == "nothing differs")
            // The last one may end when nothing more is needed of it.
            #expect((3...4).contains(tokens.issued))
            // However many connections had one and the same token, one other was asked for.
            #expect(tokens.refused == (1..<tokens.issued).map(TestTokens.text))
            for number in 1...4 { expectNoToken(number, in: transcript, bench) }
        }
    }

    private func expectNoToken(_ number: Int, in transcript: Transcript, _ bench: TokenPair) {
        let token = TestTokens.text(number)
        let encoded = Data(token.utf8).base64EncodedString().prefix(24)
        let journal = FileManager.default.contents(atPath: bench.pair.folder.path + "/journal.sqlite") ?? Data()
        #expect(!transcript.lines.contains { $0.contains(token) || $0.contains(encoded) })
        #expect(!journal.isEmpty && journal.firstRange(of: Data(token.utf8)) == nil)
    }

    @Test func `With a known end, another token comes in time, and no server has to refuse anything`() async throws {
        // Half of that is left until it is used up: soon enough to happen, late enough for a batch.
        try await TokenPair.run([.source, .target], lifetime: .milliseconds(100)) { bench in
            try SampleMailbox(count: 700, largeAttachment: 0).write(to: bench.pair.oldMail)
            let tally = EventTally()
            let report = try await bench.migrator(connections: 2).run(observer: tally.note)

            #expect(report.outcome == .complete)
            #expect(tally.copied == 700 && tally.adopted == 0 && tally.waits.isEmpty)
            #expect(try bench.pair.difference().description == "nothing differs")
            for tokens in bench.tokens.values { #expect(tokens.issued > 1) }
            for log in [bench.pair.old.log, bench.pair.new.log] { #expect(!log.contains("auth failed")) }
        }
    }

    @Test func `Who follows logs in anew in time, and misses nothing`() async throws {
        try await TokenPair.run([.source, .target], lifetime: .milliseconds(200)) { bench in
            let (tally, stop) = (EventTally(), StopSignal())
            let (events, event) = AsyncStream.makeStream(of: MigrationEvent.self)
            let report = try await withDeadline(.seconds(120)) {
                async let report = bench.migrator(connections: 1, follows: true).run(stop: stop) {
                    tally.note($0)
                    event.yield($0)
                }
                var sessions = 0
                for await event in events {
                    if case .following = event { sessions += 1 }
                    if case .following = event, sessions == 3 {
                        try bench.pair.oldMail.deliver([TestMessage("Subject: 1\r\n\r\n")])
                    }
                    // Sessions that have nothing to do are over at once.
                    if tally.copied == 1, case .following = event { break }
                }
                stop.stop()
                return try await report
            }
            #expect(report.outcome == .complete && report.copied == 1)
            #expect(tally.waits.isEmpty)
            let difference = try bench.pair.difference().description
            #expect(difference == "nothing differs")
            for tokens in bench.tokens.values { #expect(tokens.issued >= 3) }
            for log in [bench.pair.old.log, bench.pair.new.log] { #expect(!log.contains("auth failed")) }
        }
    }

    @Test func `A grant that is revoked ends the run, and the next one goes on`() async throws {
        try await TokenPair.run([.source]) { bench in
            try SampleMailbox(count: 300, largeAttachment: 0).write(to: bench.pair.oldMail)
            let tokens = try #require(bench.tokens[.source])
            let line = try #require(bench.lines[.source]?.line)
            let milestones = Milestones(every: 100, most: 1, tokens) {
                tokens.revoke()
                line.cutAll()
            }
            do {
                _ = try await bench.migrator(connections: 2).run(observer: milestones.note)
                Issue.record("it went on without a token")
            } catch let error as MigrationError {
                guard case .noAccessToken(.source, let failure) = error else { throw error }
                #expect(failure.diagnostic.message.english == "The grant is revoked.")
            }
            #expect(tokens.refused == [TestTokens.text(1)])

            let signedInAgain = TokenPair(pair: bench.pair, tokens: [:], lines: bench.lines)
            let report = try await signedInAgain.migrator(connections: 2).run()
            #expect(report.outcome == .complete && report.resumed)
            #expect(try bench.pair.difference().description == "nothing differs")
        }
    }

    @Test func `A token is shown as a token, whatever else the server offers`() async throws {
        try await TokenPair.run([.source, .target]) { bench in
            try bench.pair.oldMail.deliver([TestMessage("Subject: 1\r\n\r\n")])
            let transcript = Transcript()
            #expect(try await bench.migrator(connections: 1, transcript: transcript).run().outcome == .complete)
            let logins = transcript.lines.filter { $0.contains("AUTHENTICATE") || $0.contains("LOGIN") }
            #expect(logins.count == 2)
            #expect(logins.allSatisfy { $0.contains("AUTHENTICATE OAUTHBEARER") }, "\(logins)")
        }
    }
}
