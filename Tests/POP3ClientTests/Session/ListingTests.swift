import MailCore
import MailTransport
import POP3Client
import Testing

@Suite struct ListingTests {
    @Test func sizesAreListed() async throws {
        let sizes = try await POP3Setting().play(
            POP3Opening.text([]) + "C: LIST\nS: +OK 2 messages\nS: 1 120\nS: what\nS: 3 200\nS: ."
        ) { try await $0.sizes().all() }
        #expect(sizes.map(\.number.rawValue) == [1, 3])
        #expect(sizes.map(\.size) == [120, 200])
    }

    @Test func uniqueIDsAreListed() async throws {
        let rows = try await POP3Setting().play(
            POP3Opening.text([]) + "C: UIDL\nS: +OK\nS: 1 whqtswO00WBw418f9t5JxYwZ\nS: 2 whqtswO00WBw418f9t5JxYwZ\nS: ."
        ) { try await $0.uniqueIDs().all() }
        #expect(rows.map(\.number.rawValue) == [1, 2])
        #expect(Set(rows.map(\.uniqueID)).count == 1)
    }

    @Test func oneUniqueIDCanBeAskedFor() async throws {
        let row = try await POP3Setting().play(POP3Opening.text([]) + "C: UIDL 2\nS: +OK 2 abc") {
            try await $0.uniqueID(of: MessageNumber(rawValue: 2))
        }
        #expect(row == MessageUniqueID(number: MessageNumber(rawValue: 2), uniqueID: Array("abc".utf8)))
    }

    @Test func serverWithoutUniqueIDsSaysSo() async throws {
        let error = try await POP3Setting().failure(POP3Opening.text([]) + "C: UIDL\nS: -ERR what") {
            _ = try await $0.uniqueIDs()
        }
        #expect(error == .refused(command: "UIDL", POP3Reply(isPositive: false, text: Array("what".utf8))))
    }

    @Test func statisticsThatCannotBeReadAreAViolation() async throws {
        let error = try await POP3Setting().failure(POP3Opening.text([]) + "C: STAT\nS: +OK many") {
            _ = try await $0.statistics()
        }
        #expect(error == .protocolViolation(.malformedReply))
    }

    @Test func overlongLineEndsTheConversation() async throws {
        let line = String(repeating: "x", count: ByteLimits.replyLine)
        let error = try await POP3Setting().failure(POP3Opening.text([]) + "C: UIDL\nS: +OK\nS: 1 \(line)\nsilence") {
            _ = try await $0.uniqueIDs().all()
        }
        #expect(error == .limitExceeded(.line))
    }

    @Test func longListingComesInWindows() async throws {
        let count = 2 * POP3Limits.listingWindow + 1
        let rows = (1...count).map { "S: \($0) id\($0)\n" }.joined()
        try await POP3Setting().play(POP3Opening.text([]) + "C: UIDL\nS: +OK\n" + rows + "S: .\nC: NOOP\nS: +OK") {
            let listing = try await $0.uniqueIDs()
            var sizes: [Int] = []
            while let window = try await listing.next() { sizes.append(window.count) }
            #expect(sizes == [POP3Limits.listingWindow, POP3Limits.listingWindow, 1])
            try await $0.noop()
        }
    }

    @Test func listingCanBeGivenUp() async throws {
        try await POP3Setting().play(
            POP3Opening.text([]) + "C: UIDL\nS: +OK\nS: 1 a\nC: NOOP\nS: 2 b\nS: .\nS: +OK"
        ) { connection in
            await (try await connection.uniqueIDs()).passOver()
            try await connection.noop()
        }
    }

    /// The server answers nothing before it has heard all of it: whoever waited for an answer would wait for ever.
    @Test func listingsAreAskedForTogetherWithWhatTheServerCanDo() async throws {
        try await POP3Setting().play(
            POP3Opening.text(["USER", "PIPELINING"]) + "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK\n"
                + "C: CAPA\nC: STAT\nC: LIST\nC: UIDL\nS: +OK\nS: X-IN\nS: .\nS: +OK 2 30\n"
                + "S: +OK\nS: 1 10\nS: 2 20\nS: .\nS: +OK\nS: 1 a\nS: 2 b\nS: .\nC: STAT\nS: +OK 3 60"
        ) { connection in
            try await connection.login(listsNext: true)
            #expect(await connection.capabilities.names == ["X-IN"])
            #expect(await connection.hasAskedForListings)
            #expect(try await connection.statistics() == MailboxStatistics(messages: 2, size: 30))
            #expect(try await connection.sizes().all().map(\.size) == [10, 20])
            #expect(try await connection.uniqueIDs().all().map(\.uniqueID) == [Array("a".utf8), Array("b".utf8)])
            #expect(await !connection.hasAskedForListings)
            #expect(try await connection.statistics().messages == 3)
        }
    }

    /// Answers to commands that were refused do not put the others out of step.
    @Test func refusedListingsThatWereAskedForTogether() async throws {
        try await POP3Setting().play(
            POP3Opening.text(["USER", "PIPELINING"]) + "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK\n"
                + "C: CAPA\nC: STAT\nC: LIST\nC: UIDL\nS: -ERR what\nS: +OK 0 0\nS: -ERR empty\nS: -ERR none\n"
                + "C: NOOP\nS: +OK"
        ) { connection in
            try await connection.login(listsNext: true)
            #expect(await !connection.capabilities.areKnown)
            #expect(try await connection.statistics().messages == 0)
            await #expect(throws: POP3Error.self) { _ = try await connection.sizes() }
            await #expect(throws: POP3Error.self) { _ = try await connection.uniqueIDs() }
            try await connection.noop()
        }
    }

    @Test func withoutPipeliningNothingIsAskedAhead() async throws {
        try await POP3Setting().play(
            POP3Opening.text(["USER"]) + "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK\n"
                + "C: CAPA\nS: +OK\nS: PIPELINING\nS: .\nC: LIST\nS: +OK\nS: ."
        ) { connection in
            try await connection.login(listsNext: true)
            #expect(await !connection.hasAskedForListings)
            #expect(try await connection.sizes().all().isEmpty)
        }
    }
}
