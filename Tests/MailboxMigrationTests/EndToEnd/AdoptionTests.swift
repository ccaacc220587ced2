import MailTestServers
import MailboxMigration
import Testing

/// A target that somebody has filled before, with mail that is not quite as it was.
@Suite struct AdoptionTests {
    private static func message(_ number: Int, extra: String = "", text: String = "one\r\ntwo\r\n") -> TestMessage {
        TestMessage(
            "Message-ID: <\(number)@old.example>\r\nDate: Mon, 1 Jan 2024 10:00:00 +0000\r\n"
                + "From: a@old.example\r\n\(extra)Subject: number \(number)\r\n\r\n\(text)")
    }

    @Test func `Mail whose header another tool has added to is recognised`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...40).map { Self.message($0) })
            try pair.newMail.deliver((1...25).map { Self.message($0, extra: "X-TUID: abcdefghijkl\r\n") })
            let report = try await pair.migrate(proof: .envelope)
            #expect(report.alreadyThere == 25)
            #expect(report.copied == 15)
            #expect(report.outcome == .complete)
            #expect(try MailboxSnapshot(pair.newMail).count == 40)
            // Whoever wants every byte compared is told that these have others.
            #expect(try await pair.migrate(proof: .full, journal: "other.sqlite").mismatches.count == 25)
            #expect(try MailboxSnapshot(pair.newMail).count == 40)
        }
    }

    @Test func `Mail whose last line another tool has ended is recognised`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...10).map { Self.message($0, text: "no end") })
            try pair.newMail.deliver((1...10).map { Self.message($0, text: "no end\r\n") })
            let report = try await pair.migrate(proof: .envelope)
            #expect(report.alreadyThere == 10)
            #expect(try MailboxSnapshot(pair.newMail).count == 10)
        }
    }

    @Test func `The same mail over two ways is two messages, whichever of them the target has`() async throws {
        try await ServerPair.run { pair in
            let first = Self.message(1, extra: "Received: from list\r\n")
            let second = Self.message(1, extra: "Received: from work\r\n")
            for (folder, there) in [("A", first), ("B", second)] {
                try pair.oldMail.deliver([first, second], to: folder)
                try pair.newMail.deliver([there], to: folder)
            }
            let report = try await pair.migrate()
            #expect(report.alreadyThere == 2)
            #expect(report.copied == 2)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Without a Message-ID only the same text is the same message`() async throws {
        try await ServerPair.run { pair in
            func report(_ day: Int) -> TestMessage { TestMessage("Subject: report\r\n\r\nday \(day)\r\n") }
            try pair.oldMail.deliver((1...9).map(report) + [report(9), report(9)])
            try pair.newMail.deliver([report(3), report(9), report(9)])
            let result = try await pair.migrate()
            #expect(result.alreadyThere == 3)
            #expect(result.copied == 8)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Another message with the same Message-ID is copied`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver([Self.message(1), Self.message(1, text: "longer text\r\n")])
            try pair.newMail.deliver([Self.message(1, text: "shorter\r\n")])
            let report = try await pair.migrate()
            #expect(report.copied == 2)
            #expect(try MailboxSnapshot(pair.newMail).count == 3)
        }
    }
}
