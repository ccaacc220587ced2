import MailTestServers
import MailboxMigration
import Testing

/// Servers that do not tell which message is which.
@Suite struct POP3IdentityTests {
    private typealias Script = POP3Script

    /// A session in which all these messages are read, and nothing else.
    private static func session(_ names: [String], _ identifiers: [String]?, copying copied: [Int], headers: [Int] = [])
        -> String
    {
        Script.opening() + Script.listing(names.map(Script.size), identifiers)
            + headers.map { Script.header($0, Script.header(names[$0 - 1])) }.joined()
            + copied.map { Script.message($0, Script.text(names[$0 - 1])) }.joined() + Script.goodbye
    }

    private static func texts(_ names: [String]) -> [String] {
        names.map { Script.text($0).replacing("\\r\\n", with: "\r\n") }.sorted()
    }

    @Test func `Without UIDL, size and header tell what is new`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "b", "c"], nil, copying: [1, 2, 3], headers: [1, 2, 3]),
            // The first one was deleted, so the others have other numbers.
            Self.session(["b", "c", "d"], nil, copying: [3], headers: [1, 2, 3]),
        ]) { bench async throws in
            let first = try await bench.migrate()
            #expect(first.outcome == .complete && first.copied == 3)
            #expect(first.pop3?.identifiedByHeader == 3)
            let second = try await bench.migrate()
            #expect(second.outcome == .complete && second.copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "b", "c", "d"]))
        }
    }

    @Test func `Two messages that share a UIDL are two`() async throws {
        let twice = Self.session(["a", "b", "c"], ["same", "own", "same"], copying: [1, 2, 3], headers: [1, 3])
        try await POP3Bench.run([
            twice,
            Self.session(["a", "b", "c", "d"], ["same", "own", "same", "new"], copying: [4], headers: [1, 3, 4]),
        ]) { bench async throws in
            let first = try await bench.migrate()
            #expect(first.copied == 3)
            #expect(first.pop3?.identifiedByHeader == 2)
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "b", "c", "d"]))
        }
    }

    @Test func `A UIDL that is nothing but the number is none`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "b"], ["1", "2"], copying: [1, 2], headers: [1, 2]),
            Self.session(["b", "c"], ["1", "2"], copying: [2], headers: [1, 2]),
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 2)
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "b", "c"]))
        }
    }

    @Test func `All UIDLs are others than before, and nothing is copied again`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "b"], ["x1", "x2"], copying: [1, 2]),
            Self.session(["a", "b", "cc"], ["y1", "y2", "y3"], copying: [3], headers: [1, 2]),
            // By the new names everything is known.
            Self.session(["a", "b", "cc"], ["y1", "y2", "y3"], copying: []),
        ]) { bench async throws in
            #expect(try await bench.migrate().pop3?.changedIdentifiers == 0)
            let second = try await bench.migrate()
            #expect(second.copied == 1 && second.alreadyThere == 2)
            #expect(second.pop3?.changedIdentifiers == 2)
            #expect(try await bench.migrate().copied == 0)
            #expect(try bench.texts() == Self.texts(["a", "b", "cc"]))
        }
    }

    @Test func `A UIDL that another message has got is not believed`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "b"], ["x1", "x2"], copying: [1, 2]),
            Self.session(["a", "long"], ["x1", "x2"], copying: [2], headers: [2]),
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 2)
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "b", "long"]))
        }
    }

    @Test func `Equal messages are counted`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "a"], nil, copying: [1, 2], headers: [1, 2]),
            Self.session(["a", "a", "a"], nil, copying: [3], headers: [1, 2, 3]),
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 2)
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "a", "a"]))
        }
    }

    @Test func `Without TOP the whole message is read for its header`() async throws {
        let refused = "C: TOP 1 0\nS: -ERR no such command\n"
        try await POP3Bench.run([
            Script.opening([]) + Script.listing([Script.size("a")], nil) + refused
                + Script.message(1, Script.text("a")) + Script.message(1, Script.text("a")) + Script.goodbye
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a"]))
        }
    }

    @Test func `What is hidden after it was read is known when it comes back`() async throws {
        try await POP3Bench.run([
            Self.session(["a", "b"], ["x1", "x2"], copying: [1, 2]),
            Self.session(["c"], ["x3"], copying: [1], headers: [1]),
            Self.session(["a", "b", "c"], ["x1", "x2", "x3"], copying: []),
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 2)
            let second = try await bench.migrate()
            #expect(second.copied == 1 && second.total == 3)
            let third = try await bench.migrate()
            #expect(third.copied == 0 && third.outcome == .complete)
            #expect(try bench.texts() == Self.texts(["a", "b", "c"]))
        }
    }

    /// Servers show mail in slices. What was forgotten when it was hidden must not be taken for done when it is back, also
    /// where the session shows as many messages as the one before.
    @Test func `What was never copied, hidden and shown again is copied`() async throws {
        let refusal = "C: RETR 2\nS: -ERR no\n"
        try await POP3Bench.run([
            Script.opening() + Script.listing(["a", "bb"].map(Script.size), ["x1", "x2"])
                + Script.message(1, Script.text("a")) + refusal + refusal + refusal + Script.goodbye,
            Self.session(["a"], ["x1"], copying: []), Self.session(["bb"], ["x2"], copying: [1]),
            Self.session(["ccc", "bb"], ["x3", "x2"], copying: [1]),
        ]) { bench async throws in
            #expect(try await bench.migrate().outcome == .incomplete)
            let second = try await bench.migrate()
            #expect(second.outcome == .complete && second.failures.isEmpty)
            let third = try await bench.migrate()
            #expect(third.outcome == .complete && third.copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "bb"]))
            #expect(try await bench.migrate().copied == 1)
            #expect(try bench.texts() == Self.texts(["a", "bb", "ccc"]))
        }
    }

    /// A server that names its messages anew, and writes the names into them.
    @Test func `Names that are in the messages too do not make them others`() async throws {
        func text(_ name: String) -> String { "X-UIDL: \(name)\\r\\nStatus: RO\\r\\n" + Script.header("a") }
        func session(_ name: String) -> String {
            let size = (text(name) + "text\\r\\n").replacing("\\r\\n", with: "\r\n").utf8.count
            return Script.opening() + Script.listing([size], [name])
        }
        try await POP3Bench.run([
            session("x1") + Script.message(1, text("x1") + "text\\r\\n") + Script.goodbye,
            session("y1") + Script.header(1, text("y1")) + Script.goodbye,
        ]) { bench async throws in
            #expect(try await bench.migrate().copied == 1)
            let second = try await bench.migrate()
            #expect(second.copied == 0 && second.pop3?.changedIdentifiers == 1)
        }
    }

    /// Nobody can say which of two equal messages is gone: rather twice than never, and the report says it.
    @Test func `An equal message that may have been copied twice is reported`() async throws {
        let refusal = "C: RETR 2\nS: -ERR no\n"
        try await POP3Bench.run([
            Script.opening() + Script.listing([44, 44], nil) + Script.header(1, Script.header("a"))
                + Script.header(2, Script.header("a")) + Script.message(1, Script.text("a")) + refusal + refusal
                + refusal
                + Script.goodbye,
            Self.session(["a"], nil, copying: [1], headers: [1]),
        ]) { bench async throws in
            #expect(try await bench.migrate().pop3?.possiblyTwice == 0)
            var options = MigrationOptions()
            options.retriesFailed = true
            let second = try await bench.migrate(options)
            #expect(second.copied == 1 && second.pop3?.possiblyTwice == 1)
            #expect(try bench.texts() == Self.texts(["a", "a"]))
        }
    }
}
