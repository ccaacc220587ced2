import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// How often a session waits for the server. A scripted server that takes several commands at once answers none before it has
/// heard all of them, so each script is also its number of round trips.
@Suite struct POP3RoundTripTests {
    private typealias Script = POP3Script

    private static let abilities = "S: +OK\nS: USER\nS: UIDL\nS: TOP\nS: PIPELINING\nS: .\n"
    private static let login =
        "S: +OK ready\nC: CAPA\n" + abilities
        + "C: USER alice\nS: +OK\nC: PASS \(DovecotConfiguration.password)\nS: +OK\n"

    /// STAT, LIST and UIDL, and what the server can do after the login.
    private static func opening(counted: Int, _ names: [String]) -> String {
        let sizes = zip(1..., names).map { "S: \($0) \(Script.size($1))\n" }.joined()
        let identifiers = zip(1..., names).map { "S: \($0) x\($1)\n" }.joined()
        return login + "C: CAPA\nC: STAT\nC: LIST\nC: UIDL\n" + abilities + "S: +OK \(counted) 1000\n"
            + "S: +OK\n\(sizes)S: .\nS: +OK\n\(identifiers)S: .\n"
    }

    private static func messages(_ names: [String]) -> String {
        names.indices.map { "C: RETR \($0 + 1)\n" }.joined()
            + names.map { "raw: +OK\\r\\n\(Script.text($0)).\\r\\n\n" }.joined()
    }

    /// How often the server has the last word before the client goes on.
    private func roundTrips(_ script: String) -> Int {
        let speakers = script.split(separator: "\n").map { $0.hasPrefix("C: ") }
        return zip(speakers, speakers.dropFirst()).count { !$0 && $1 }
    }

    @Test func `Six answers to a mailbox, five to the same one again`() async throws {
        let names = ["a", "b", "c"]
        let first = Self.opening(counted: 3, names) + Self.messages(names) + Script.goodbye
        let again = Self.opening(counted: 3, names) + Script.goodbye
        // The greeting, CAPA, USER, PASS, what is there, the messages; and then the goodbye.
        #expect(roundTrips(first) == 6)
        #expect(roundTrips(again) == 5)
        try await POP3Bench.run([first, again]) { bench async throws in
            #expect(try await bench.migrate().copied == 3)
            let report = try await bench.migrate()
            #expect(report.outcome == .complete && report.alreadyThere == 3)
        }
    }

    @Test func `A server that counts more than it lists is not called complete`() async throws {
        let short = Self.opening(counted: 3, ["a", "b"])
        try await POP3Bench.run([
            short + Self.messages(["a", "b"]) + Script.goodbye,
            Self.opening(counted: 3, ["a", "b", "c"]) + "C: RETR 3\nraw: +OK\\r\\n\(Script.text("c")).\\r\\n\n"
                + Script.goodbye,
        ]) { bench async throws in
            let first = try await bench.migrate()
            #expect(first.outcome == .incomplete && first.copied == 2)
            #expect(first.mailboxes.first?.refusal?.code == .mailboxIncomplete)
            #expect(first.mailboxes.first?.refusal?.serverText == "STAT 3, LIST 2")
            let second = try await bench.migrate()
            #expect(second.outcome == .complete && second.copied == 1)
        }
    }

    /// Without PIPELINING the question costs a round trip, so it is asked only where it matters.
    @Test func `A server that lists nothing is asked how much it has`() async throws {
        let nothing = "C: LIST\nS: +OK\nS: .\nC: STAT\nS: +OK 2 100\nC: UIDL\nS: +OK\nS: .\n"
        try await POP3Bench.run([Script.opening() + nothing + Script.goodbye]) { bench async throws in
            let report = try await bench.migrate()
            #expect(report.outcome == .incomplete)
            #expect(report.mailboxes.first?.refusal?.serverText == "STAT 2, LIST 0")
        }
    }
}
