import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// Real POP3 servers as the old home, and real IMAP servers as the new one.
@Suite struct POP3ServersTests {
    private func migrateTwice<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try InboxSample(count: 120, largeAttachment: 6_000_000).write(to: pair.oldMail)
        let before = try MailboxSnapshot(pair.oldMail, keptBy: pair.newMail)
        let first = try await pair.pop3Migrator().run()
        #expect(
            MailboxDifference(source: before, target: try MailboxSnapshot(pair.newMail)).description
                == "nothing differs")
        // Reading over POP3 marks messages as read at the source.
        #expect(try pair.difference().differsInFlagsOnly)
        #expect(first.outcome == .complete)
        #expect(first.total == 120 && first.copied == 120 && first.proven == 120)
        #expect(first.failures.isEmpty && first.mismatches.isEmpty)
        #expect(first.pop3?.identifiedByHeader == 0 && first.pop3?.undated == 0 && first.pop3?.deletion == nil)

        let tally = EventTally()
        let second = try await pair.pop3Migrator().run(observer: tally.note)
        #expect(tally.copied == 0 && tally.adopted == 0 && tally.proven == 0)
        #expect(second.outcome == .complete)
        #expect(second.alreadyThere == 120)

        try pair.oldMail.deliver([TestMessage("Date: 1 Jan 2020 00:00:00 +0000\r\n\r\nnew\r\n", date: 1_577_836_800)])
        let third = try await pair.pop3Migrator().run()
        #expect(third.copied == 1 && third.alreadyThere == 120)
        #expect(try pair.difference().differsInFlagsOnly)
    }

    @Test func `From Dovecot to Dovecot`() async throws {
        try await AccountPair<DovecotConfiguration, DovecotConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Courier to Dovecot`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Dovecot to Cyrus`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `From Courier to Cyrus`() async throws {
        try await AccountPair<CourierConfiguration, CyrusConfiguration>.run { try await migrateTwice($0) }
    }

    @Test func `Mail that the IMAP face of the account or another tool has brought is recognised`() async throws {
        try await AccountPair<DovecotConfiguration, DovecotConfiguration>.run { try await adopt($0) }
    }

    @Test func `The same from a server that counts otherwise`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await adopt($0) }
    }

    private func adopt<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try InboxSample(count: 64).write(to: pair.oldMail)
        try pair.copyFiles { $0 % 2 == 0 }
        let report = try await pair.pop3Migrator().run()
        #expect(report.outcome == .complete)
        #expect(report.alreadyThere == 32 && report.copied == 32 && report.proven == 64)
        #expect(try pair.difference().differsInFlagsOnly)
    }

    @Test func `All of it goes into the folder that was named, as read`() async throws {
        try await ServerPair.run { pair in
            try InboxSample(count: 32).write(to: pair.oldMail)
            let before = try MailboxSnapshot(pair.oldMail)
            var options = ServerPair.fullProof
            options.placement.parent = "Old mail"
            options.marksSeen = true
            let report = try await pair.pop3Migrator(options).run()
            #expect(report.mailboxes.map(\.target) == ["Old mail"])
            #expect(report.proven == 32 && report.mismatches.isEmpty)
            let difference = MailboxDifference(source: before, target: try MailboxSnapshot(pair.newMail)) {
                $0 == "INBOX" ? "Old mail" : $0
            }
            #expect(difference.missing.isEmpty && difference.foreign.isEmpty && difference.dates.isEmpty)
            var flags: Set<Set<String>> = []
            try pair.newMail.forEachMessage(in: "Old mail") { flags.insert($0.flags) }
            #expect(flags == [["\\Seen"]])
        }
    }

    @Test func `Dates decide by the header, in a plan as in the migration`() async throws {
        try await ServerPair.run { pair in
            func received(_ day: Int) -> TestMessage {
                TestMessage("Received: by x; \(day) Mar 2024 12:00:00 +0000\r\n\r\n\(day)\r\n", date: 1_700_000_000)
            }
            try pair.oldMail.deliver((1...9).map(received))
            var options = ServerPair.fullProof
            // 5 March 2024.
            options.filter.since = UTCTime(secondsSince1970: 1_709_596_800)
            let plan = try await pair.pop3Migrator(options).plan()
            #expect(plan.messages == 5 && plan.skipped == 4)
            #expect(plan.sourceBytesPerSecond == nil && plan.daysUntilExpiry == nil)
            #expect(plan.mailboxes.map(\.target) == ["INBOX"])
            let report = try await pair.pop3Migrator(options).run()
            #expect(report.copied == 5 && report.skipped == 4)
            let rest = try await pair.pop3Migrator().run()
            #expect(rest.copied == 4)
            #expect(try MailboxSnapshot(pair.newMail).count == 9)
        }
    }

    @Test func `A target that is kept current gets what comes in, by sessions of their own`() async throws {
        try await ServerPair.run { pair in
            try InboxSample(count: 16).write(to: pair.oldMail)
            var options = ServerPair.fullProof
            options.follows = true
            let migrator = try pair.pop3Migrator(options)
            let stop = StopSignal()
            let (current, isCurrent) = AsyncStream.makeStream(of: Void.self)
            async let report = migrator.run(stop: stop) { event in
                if case .following = event { isCurrent.yield() }
            }
            var rounds = 0
            for await _ in current {
                rounds += 1
                if try MailboxSnapshot(pair.newMail).count == 17 { break }
                if rounds == 1 { try pair.oldMail.deliver([TestMessage("Subject: new\r\n\r\nnew\r\n")]) }
            }
            stop.stop()
            let end = try await report
            #expect(end.outcome == .complete && end.copied == 17)
        }
    }

    @Test func `A message of 200 MB passes in little memory`() async throws {
        try await ServerPair.run { pair in
            let line = String(repeating: ".", count: 8_190) + "\r\n"
            let megabyte = Array(String(repeating: line, count: (1 << 20) / line.utf8.count).utf8)
            try pair.oldMail.deliver([TestMessage("Subject: large\r\n\r\n")])
            let size = try pair.oldMail.extendOnlyMessage(by: 200, of: megabyte)
            let migrator = try pair.pop3Migrator(MigrationOptions())
            let growth = try await PeakMemory.growth {
                let report = try await migrator.run()
                #expect(report.outcome == .complete && report.bytes == size)
            }
            #expect(growth < 64 << 20, "\(growth)")
            let left = try FileManager.default.contentsOfDirectory(atPath: pair.folder.path)
            #expect(left.allSatisfy { !$0.contains("spool") })
        }
    }
}

extension MailboxDifference {
    var differsInFlagsOnly: Bool {
        missingFolders.isEmpty && extraFolders.isEmpty && missing.isEmpty && duplicated.isEmpty && foreign.isEmpty
            && dates.isEmpty
    }
}

extension Maildir {
    /// Makes the only message of INBOX too large to be held in memory.
    ///
    /// - Returns: its size in bytes.
    fileprivate func extendOnlyMessage(by pieces: Int, of piece: [UInt8]) throws -> UInt64 {
        let folder = path + "/cur"
        guard let name = try FileManager.default.contentsOfDirectory(atPath: folder).first,
            let file = fopen(folder + "/" + name, "a")
        else { throw CocoaError(.fileNoSuchFile) }
        defer { fclose(file) }
        for _ in 0..<pieces { fwrite(piece, 1, piece.count, file) }
        return UInt64(ftell(file))
    }
}
