import MailTestServers
import MailboxMigration
import Testing

/// What the target has already is recognised, and nothing else is.
@Suite struct CatchUpTests {
    @Test func `New mail between two runs is copied alone`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate()
            try pair.oldMail.deliver([TestMessage("Subject: new\r\n\r\nnews\r\n", flags: ["\\Flagged"])])
            try pair.oldMail.deliver([TestMessage("Subject: new\r\n\r\nnews\r\n")], to: "New/Folder")

            let tally = EventTally()
            let report = try await pair.migrate(observer: tally.note)

            #expect(tally.copied == 2)
            #expect(report.copied == 2)
            #expect(report.total == 62)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Two equal messages stay two`() async throws {
        try await ServerPair.run { pair in
            let message = TestMessage("Subject: twice\r\nMessage-ID: <one@old.example>\r\n\r\nthe same\r\n")
            try pair.oldMail.deliver([message, message])
            let report = try await pair.migrate()
            #expect(report.copied == 2)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Of two equal messages the one that is missing is copied`() async throws {
        try await ServerPair.run { pair in
            let message = TestMessage("Subject: twice\r\nMessage-ID: <one@old.example>\r\n\r\nthe same\r\n")
            try pair.oldMail.deliver([message, message])
            try pair.newMail.deliver([message])
            let report = try await pair.migrate()
            #expect(report.copied == 1)
            #expect(report.alreadyThere == 1)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A part that came another way is taken as it is`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 120, largeAttachment: 0).write(to: pair.oldMail)
            try pair.copyFiles { $0.isMultiple(of: 2) }
            let there = try MailboxSnapshot(pair.newMail).count

            let report = try await pair.migrate()

            #expect(there > 50)
            #expect(report.outcome == .complete)
            #expect(report.alreadyThere == there)
            #expect(report.copied == 120 - there)
            #expect(report.proven == 120)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Without its journal a second run recognises everything`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate(journal: "first.sqlite")
            let tally = EventTally()
            let report = try await pair.migrate(journal: "second.sqlite", observer: tally.note)
            #expect(tally.copied == 0)
            #expect(report.alreadyThere == 60)
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}
