import MailCore
import MailTestServers
import MailTransport
import MailboxMigration
import Testing

/// What is asked for before the answer to the question before is in. The line is long enough for whoever waits to be seen.
@Suite struct AskingAheadTests {
    private static let folders = 12

    /// What was said on one connection, after the login.
    private struct Dialogue {
        /// What we said, and what the server ended a command with.
        private let lines: [(isOurs: Bool, text: Substring)]

        init(_ transcript: Transcript, _ connection: String) {
            lines = transcript.lines.compactMap { line in
                let words = line.split(separator: " ", maxSplits: 3)
                guard words.count == 4, words[1] == connection else { return nil }
                return (words[2] == "C:", words[3])
            }
        }

        /// How often something was said by us after the server had ended a command.
        var turns: Int {
            var isAnswered = true
            var turns = 0
            for line in lines {
                if line.isOurs, isAnswered { turns += 1 }
                isAnswered = line.isOurs ? false : isAnswered || line.text.hasPrefix("G")
            }
            return turns
        }

        /// How many commands of one kind were without an answer at the same time, at most.
        func mostUnanswered(_ command: String) -> Int {
            var open: Set<Substring> = []
            var most = 0
            for line in lines {
                guard let tag = line.text.split(separator: " ").first else { continue }
                if line.isOurs, line.text.dropFirst(tag.count + 1).hasPrefix(command) { open.insert(tag) }
                if !line.isOurs { open.remove(tag) }
                most = max(most, open.count)
            }
            return most
        }
    }

    private func transcript(of pair: SandboxPair) async throws -> Transcript {
        for number in 1...Self.folders {
            try pair.oldMail.deliver([TestMessage("Subject: \(number)\r\n\r\ntext\r\n")], to: "Folder \(number)")
        }
        let transcript = Transcript()
        try await pair.run(roundTrip: .milliseconds(60)) { ports in
            var options = MigrationOptions()
            options.connections = 1
            let report = try await pair.migrator(ports, options, transcript: transcript).run()
            #expect(report.outcome == .complete && report.proven == Self.folders)
        }
        #expect(try pair.difference().description == "nothing differs")
        return transcript
    }

    @Test func `A folder costs the source one round trip, and proofs share theirs`() async throws {
        let transcript = try await transcript(of: SandboxPair())
        let source = Dialogue(transcript, "source")
        // The login, who we are with what there is, the first folder, and goodbye; two are for a system that is slow.
        #expect(source.turns <= Self.folders + 6, "\(source.turns)")
        #expect(source.mostUnanswered("EXAMINE") == 1)
        #expect(Dialogue(transcript, "target").mostUnanswered("EXAMINE") == 4)
    }

    /// It cannot be told apart there whose a message is that comes while one folder is left for another.
    @Test func `A server that has no UNSELECT brings the same`() async throws {
        var old = IMAPServerConfiguration()
        old.extensions.remove(.unselect)
        var new = IMAPServerConfiguration()
        new.extensions.remove(.unselect)
        _ = try await transcript(of: SandboxPair(old: old, new: new))
    }
}
