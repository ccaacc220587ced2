import MailTestServers
import Synchronization
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

    /// Other pairs wait for it. At this rate a message passes in a second, and is a batch by itself.
    @Test func `What the target answers is noted while the next message passes`() async throws {
        try await ServerPair.run { pair in
            let size = 6_000_000
            try pair.oldMail.deliver(
                (1...3).map { TestMessage("Subject: \($0)\r\n\r\n\(Self.text(of: size))\r\n") })
            var options = MigrationOptions()
            options.bytesPerSecond = UInt64(size)
            let times = Mutex<[ContinuousClock.Instant]>([])
            let report = try await pair.migrator(options).run { event in
                if case .copied = event { times.withLock { $0.append(.now) } }
            }
            #expect(report.outcome == .complete)
            let noted = times.withLock { $0 }
            #expect(noted.count == 3)
            let (first, last) = (try #require(noted.first), try #require(noted.last))
            #expect(first.duration(to: last) > .seconds(1))
        }
    }

    private static func text(of size: Int) -> String {
        let line = String(repeating: "x", count: 998) + "\r\n"
        return String(repeating: line, count: size / 1_000) + String(repeating: "y", count: size % 1_000)
    }
}
