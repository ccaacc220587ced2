import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// Servers that stumble.
@Suite struct POP3TroubleTests {
    private typealias Script = POP3Script

    private static let twoMessages = Script.listing([Script.size("a"), Script.size("b")], ["x1", "x2"])

    /// A message that is not as large as LIST says is asked for once more, and believed when the same comes again.
    @Test(arguments: [[0, 0], [1, 99_999_999], [2_147_483_647, 3]])
    func `Wrong sizes in LIST change nothing`(sizes: [Int]) async throws {
        let bodies = Script.message(1, Script.text("a")) + Script.message(2, Script.text("b"))
        try await POP3Bench.run([
            Script.opening() + Script.listing(sizes, ["x1", "x2"]) + bodies + (sizes == [0, 0] ? "" : bodies)
                + Script.goodbye
        ]) { bench async throws in
            let report = try await bench.migrate(.init(proof: .full))
            #expect(report.outcome == .complete && report.proven == 2)
            #expect(report.bytes == UInt64(Script.size("a") + Script.size("b")))
        }
    }

    @Test(arguments: [Script.text("long"), Script.header("a")])
    func `Another message than the one that was asked for, or half of it, is not taken for it`(
        lie: String
    ) async throws {
        try await POP3Bench.run([
            Script.opening() + Self.twoMessages + Script.message(1, lie) + Script.message(2, Script.text("b"))
                + Script.message(1, Script.text("a")) + Script.goodbye
        ]) { bench async throws in
            #expect(try await bench.migrate().outcome == .complete)
            let texts = ["a", "b"].map { Script.text($0).replacing("\\r\\n", with: "\r\n") }
            #expect(try bench.texts() == texts)
        }
    }

    @Test func `Sizes that are wrong again and again are not asked about any more`() async throws {
        let names = (0..<CopyLimits.sizeDoubts + 2).map { "m\($0)" }
        let bodies = names.enumerated().map { Script.message($0 + 1, Script.text($1)) }
        try await POP3Bench.run([
            Script.opening() + Script.listing(names.map { Script.size($0) + 57 }, names) + bodies.joined()
                + bodies.prefix(CopyLimits.sizeDoubts).joined() + Script.goodbye
        ]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.outcome == .complete && report.copied == names.count)
        }
    }

    /// It is asked for alone then, and for the last time.
    @Test func `A message of another size than LIST says is not given up because it was broken off before`()
        async throws
    {
        let listing = Script.listing([Script.size("a") + 57, Script.size("b")], ["x1", "x2"])
        let half = "C: RETR 1\nraw: +OK\\r\\nSubject: a\\r\\n\\r\\nha\nclose\n"
        try await POP3Bench.run([
            Script.opening() + listing + half,
            Script.opening() + listing + Script.message(2, Script.text("b")) + Script.message(1, Script.text("a"))
                + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.outcome == .complete && report.copied == 2)
        }
    }

    @Test func `A message that LIST leaves out is asked about where nothing else names it`() async throws {
        func session(_ again: [Int], _ more: String) -> String {
            let (list, stat) = ("C: LIST\nS: +OK\nS: 1 44\nS: .\n", "C: UIDL\nS: -ERR\nC: STAT\nS: +OK 2 88\n")
            let second = "C: LIST\nS: +OK\n" + again.map { "S: \($0) 44\n" }.joined() + "S: .\n"
            return Script.opening(["TOP"]) + list + stat + second + more + Script.goodbye
        }
        func copied(_ number: Int, _ name: String) -> String { Script.message(number, Script.text(name)) }
        let headers = [Script.header(1, Script.header("a")), Script.header(2, Script.header("b"))]
        try await POP3Bench.run([
            session([1], headers[0] + copied(1, "a")), session([1, 2], headers.joined() + copied(2, "b")),
        ]) { bench async throws in
            let first = try await bench.migrate()
            #expect(first.outcome == .incomplete && first.copied == 1)
            #expect(first.mailboxes.first?.refusal?.code == .mailboxIncomplete)
            #expect(first.mailboxes.first?.refusal?.serverText == "STAT 2, LIST 1")
            let second = try await bench.migrate()
            #expect(second.outcome == .complete && second.copied == 1)
        }
    }

    @Test func `A message that is not given out costs only itself`() async throws {
        let refusal = "C: RETR 1\nS: -ERR [SYS/TEMP] cannot read it\n"
        try await POP3Bench.run([
            Script.opening() + Self.twoMessages + refusal + Script.message(2, Script.text("b")) + refusal + refusal
                + Script.goodbye
        ]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.outcome == .incomplete && report.copied == 1)
            #expect(report.failures.map(\.code) == [.messageUnreadable])
            #expect(report.failures.first?.serverText == "cannot read it")
            #expect(report.failures.first?.uniqueID == "x1")
        }
    }

    @Test func `A connection that is lost inside a message is opened again`() async throws {
        let half = "C: RETR 2\nraw: +OK\\r\\nSubject: b\\r\\n\\r\\nha\nclose\n"
        try await POP3Bench.run([
            Script.opening() + Self.twoMessages + Script.message(1, Script.text("a")) + half,
            // One APPEND was to carry both, and none of them is at the target.
            Script.opening() + Self.twoMessages + Script.message(1, Script.text("a"))
                + Script.message(2, Script.text("b")) + Script.goodbye,
        ]) { bench async throws in
            let tally = EventTally()
            let report = try await bench.migrate(observer: tally.note)
            #expect(report.outcome == .complete && report.copied == 2)
            #expect(tally.waits.contains(.source))
            #expect(try bench.arrived().count == 2)
        }
    }

    @Test func `A message that breaks every connection is given up, and the rest arrives`() async throws {
        let half = "C: RETR 1\nraw: +OK\\r\\nSubject: a\\r\\n\\r\\nha\nclose\n"
        try await POP3Bench.run([
            Script.opening() + Self.twoMessages + half,
            Script.opening() + Self.twoMessages + Script.message(2, Script.text("b")) + half,
            Script.opening() + Self.twoMessages + half, Script.opening() + Self.twoMessages + Script.goodbye,
        ]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.outcome == .incomplete && report.copied == 1)
            #expect(report.failures.map(\.uniqueID) == ["x1"])
            #expect(report.failures.map(\.code) == [.messageUnreadable])
        }
    }

    /// Lines that begin with dots, empty lines at the end, and bytes that are no text.
    @Test func `Bytes arrive as they are`() async throws {
        let texts = [
            "Subject: dots\\r\\n\\r\\n..\\r\\n...\\r\\n..a\\r\\n\\r\\n\\r\\n",
            "Subject: \\xFF\\xC3\\r\\n\\r\\n\\x80\\xFE\\r\\n", "\\r\\n",
            "no header at all\\r\\n",
        ]
        let expected: [[UInt8]] = [
            Array("Subject: dots\r\n\r\n.\r\n..\r\n.a\r\n\r\n\r\n".utf8),
            Array("Subject: ".utf8) + [0xFF, 0xC3, 13, 10, 13, 10, 0x80, 0xFE, 13, 10], [13, 10],
            Array("no header at all\r\n".utf8),
        ]
        let session =
            Script.opening() + Script.listing([32, 19, 2, 18], ["a", "b", "c", "d"])
            + zip(1..., texts).map { Script.message($0, $1) }.joined() + Script.goodbye
        try await POP3Bench.run([session]) { bench async throws in
            let report = try await bench.migrate(.init(proof: .full))
            #expect(report.outcome == .complete, "\(report.failures) \(report.mismatches)")
            let arrived = try bench.arrived().map(\.bytes)
            #expect(
                arrived.sorted { $0.lexicographicallyPrecedes($1) }
                    == expected.sorted { $0.lexicographicallyPrecedes($1) })
            #expect(report.pop3?.undated == 4)
        }
    }

    /// No IMAP server takes a NUL in a plain literal (RFC 9051 §4.3); Dovecot stores another byte in its place.
    @Test func `A NUL does not go unnoticed`() async throws {
        try await POP3Bench.run([
            Script.opening() + Script.listing([17], ["a"]) + Script.message(1, "Subject: n\\r\\n\\r\\n\\0\\r\\n")
                + Script.goodbye
        ]) { bench async throws in
            let report = try await bench.migrate(.init(proof: .full))
            #expect(report.outcome == .incomplete)
            #expect(report.mismatches.map(\.what) == ["bytes"])
            #expect(report.mismatches.map(\.uniqueID) == ["a"])
        }
    }

    @Test func `An empty mailbox is complete, also where nothing can be listed`() async throws {
        try await POP3Bench.run([
            Script.opening() + Script.listing([], []) + Script.goodbye,
            Script.opening()
                + "C: LIST\nS: -ERR empty\nC: STAT\nS: +OK 0 0\nC: UIDL\nS: -ERR empty\n"
                + Script.goodbye,
        ]) { bench async throws in
            #expect(try await bench.migrate().outcome == .complete)
            let report = try await bench.migrate()
            #expect(report.outcome == .complete && report.total == 0)
        }
    }

    @Test(arguments: ["[IN-USE] locked", "[LOGIN-DELAY] too soon", "[SYS/TEMP] try later", "maildrop already locked"])
    func `A server that asks for patience gets it`(words: String) async throws {
        let refusal = Script.refusal("-ERR \(words)")
        try await POP3Bench.run([
            refusal, refusal,
            Script.opening() + Self.twoMessages + Script.message(1, Script.text("a"))
                + Script.message(2, Script.text("b")) + Script.goodbye,
        ]) { bench async throws in
            let tally = EventTally()
            let report = try await bench.migrate(observer: tally.note)
            #expect(report.copied == 2)
            #expect(tally.waits == [.source, .source])
        }
    }

    @Test(arguments: ["[AUTH] wrong password", "[SYS/PERM] too many connections, call us", "no"])
    func `Any other refusal of the login ends the run`(words: String) async throws {
        try await POP3Bench.run([Script.refusal("-ERR \(words)")]) { bench async throws in
            await #expect(throws: MigrationError.self) { try await bench.migrate() }
            let arrived = try bench.arrived()
            #expect(arrived.isEmpty)
        }
    }

    /// The second login comes only when the server wants it.
    @Test func `The time between two logins is kept`() async throws {
        let opening = Script.opening(["UIDL", "TOP", "LOGIN-DELAY 1"])
        try await POP3Bench.run([
            opening + Self.twoMessages + "C: RETR 1\nclose\n",
            opening + Self.twoMessages + Script.message(1, Script.text("a")) + Script.message(2, Script.text("b"))
                + Script.goodbye,
        ]) { bench async throws in
            let start = ContinuousClock.now
            let tally = EventTally()
            #expect(try await bench.migrate(observer: tally.note).copied == 2)
            #expect(start.duration(to: .now) >= .seconds(1))
        }
    }

    @Test func `A server that keeps nothing that was read is told no goodbye`() async throws {
        let opening = Script.opening(["UIDL", "TOP", "EXPIRE 0"])
        try await POP3Bench.run([
            opening + Self.twoMessages + Script.message(1, Script.text("a")) + Script.message(2, Script.text("b"))
        ]) { bench async throws in
            let days = Expiry()
            #expect(try await bench.migrate(observer: days.note).outcome == .complete)
            #expect(days.value == 0)
        }
    }
}
