import MailTestServers
import Testing

@testable import MailboxMigration

/// By default a target's identifiers rise with the source's, however many pairs of connections store into the folder.
@Suite struct MessageOrderTests {
    /// Every size is another one, so the proof shows that each identifier belongs to the message it is taken for.
    @Test(arguments: [nil, 8]) func `Several pairs keep the order of a folder`(connections: Int?) async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(
                (1...90).map { number in
                    let size = number % 3 == 0 ? 3_000_000 : number % 3 == 1 ? 400_000 : 2_000
                    return TestMessage("Subject: \(number)\r\n\r\n\(Self.text(of: size + number))\r\n")
                })
            var options = MigrationOptions()
            options.connections = connections
            let report = try await pair.migrator(options).run()
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
            let journal = try MigrationJournal(readingFrom: pair.folder.path + "/journal.sqlite")
            let targetUIDs = try await journal.read { database in
                try database.rows("SELECT target_uid FROM message ORDER BY uid").map { try $0.uid("target_uid") }
            }
            #expect(targetUIDs.count == 90)
            #expect(zip(targetUIDs, targetUIDs.dropFirst()).allSatisfy(<), "\(targetUIDs)")
        }
    }

    private static func text(of size: Int) -> String {
        let line = String(repeating: "x", count: 998) + "\r\n"
        return String(repeating: line, count: size / 1_000) + String(repeating: "y", count: size % 1_000)
    }
}
