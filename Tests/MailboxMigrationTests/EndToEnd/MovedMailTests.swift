import MailTestServers
import MailboxMigration
import Testing

/// Mail that its owner moved at the source after it was copied.
@Suite struct MovedMailTests {
    private static func messages(_ numbers: ClosedRange<Int>) -> [TestMessage] {
        numbers.map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n", flags: ["\\Seen"]) }
    }

    /// After the first run two messages are moved to a folder that is known, two to a new one, and one comes new.
    private func moveMail<Old, New>(_ pair: AccountPair<Old, New>, prefix: String = "") async throws {
        try pair.oldMail.deliver(Self.messages(1...8))
        try pair.oldMail.deliver(Self.messages(9...10), to: "Work")
        _ = try await pair.migrate()
        let (known, new) = ("\(prefix)Work", "\(prefix)New")
        try pair.atOld(
            "CREATE \(new)", "SELECT INBOX", "STORE 3 +FLAGS (\\Flagged)", "COPY 2:3 \(known)", "COPY 5,7 \(new)",
            "STORE 2:3,5,7 +FLAGS (\\Deleted)", "EXPUNGE")
        try pair.oldMail.deliver(Self.messages(11...11), to: "Work")
    }

    private func isRecognised<Old, New>(_ pair: AccountPair<Old, New>, prefix: String = "") async throws {
        try await moveMail(pair, prefix: prefix)
        let tally = EventTally()
        let report = try await pair.migrate(observer: tally.note)
        #expect(tally.moved == 4)
        #expect(report.moved == 4)
        #expect(report.copied == 1)
        #expect(report.total == 11)
        #expect(report.outcome == .complete && report.mismatched == 0)
        #expect(try pair.difference().description == "nothing differs")

        let again = EventTally()
        _ = try await pair.migrate(observer: again.note)
        #expect(again.moved == 0 && again.copied == 0 && again.flagsUpdated == 0)
        #expect(try pair.difference().description == "nothing differs")
    }

    @Test func `Moved mail is moved at the target, and not copied again`() async throws {
        try await ServerPair.run { try await isRecognised($0) }
    }

    @Test(arguments: [["CONDSTORE", "QRESYNC"], ["QRESYNC"], ["CONDSTORE", "QRESYNC", "ESEARCH"]] as [Set<String>])
    func `Moved mail is recognised where nobody tells what is gone`(missing: Set<String>) async throws {
        try await ServerPair.run(adjustOld: { $0.withhold(missing) }) { try await isRecognised($0) }
    }

    @Test func `The same mail under other identifiers is recognised, though the server says that nothing is gone`()
        async throws
    {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages(1...8))
            _ = try await pair.migrate()
            let generation = pair.oldMail.uidValidity(of: "INBOX")
            try pair.oldMail.shiftIdentifiers(of: "INBOX")
            // As many changes as make the new index count further than the old one did.
            for number in 1...8 {
                try pair.atOld("SELECT INBOX", "STORE \(number) +FLAGS (\\Flagged)", "STORE 1 -FLAGS (\\Flagged)")
            }
            #expect(pair.oldMail.uidValidity(of: "INBOX") == generation)
            let report = try await pair.migrate()
            #expect(report.copied == 0)
            #expect(report.outcome == .complete && report.total == 8)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A target without MOVE copies and removes`() async throws {
        try await ServerPair.run(adjustNew: { $0.withhold(["MOVE"]) }) { try await isRecognised($0) }
    }

    @Test func `Moved mail is recognised from Cyrus to Dovecot`() async throws {
        try await AccountPair<CyrusConfiguration, DovecotConfiguration>.run { try await isRecognised($0) }
    }

    @Test func `Moved mail is recognised from Dovecot to Cyrus`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { try await isRecognised($0) }
    }

    @Test func `Moved mail is recognised from Courier`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run {
            try await isRecognised($0, prefix: "INBOX.")
        }
    }

    @Test func `Moved mail is recognised on Courier`() async throws {
        try await AccountPair<DovecotConfiguration, CourierConfiguration>.run { try await isRecognised($0) }
    }

    @Test func `A target that cannot remove single messages gets the mail again and keeps the old`() async throws {
        try await ServerPair.run(adjustNew: { $0.withhold(["UIDPLUS"]) }) { pair in
            try await moveMail(pair)
            let report = try await pair.migrate()
            #expect(report.moved == 0 && report.copied == 5 && report.outcome == .complete)
            let difference = try pair.difference()
            #expect(difference.missing.isEmpty && difference.duplicated.isEmpty && difference.foreign.count == 4)
        }
    }

    @Test func `Of equal messages as many are moved as were moved`() async throws {
        try await ServerPair.run { pair in
            let message = TestMessage("Subject: same\r\n\r\nsame\r\n")
            try pair.oldMail.deliver([message, message, message])
            _ = try await pair.migrate()
            try pair.atOld(
                "CREATE Work", "SELECT INBOX", "COPY 1:2 Work", "COPY 1 Work", "STORE 1:2 +FLAGS (\\Deleted)",
                "EXPUNGE")
            let report = try await pair.migrate()
            #expect(report.moved == 2 && report.copied == 1)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `What came back to its own folder is left where it is`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages(1...3))
            _ = try await pair.migrate()
            try pair.atOld(
                "SELECT INBOX", "COPY 2 INBOX", "STORE 2 +FLAGS (\\Deleted)", "EXPUNGE", "STORE 3 +FLAGS (\\Flagged)")
            let report = try await pair.migrate(mirroring: 10)
            #expect(report.copied == 0 && report.deleted == 0 && report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `What its owner removed at the target is copied to its new place`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages(1...3))
            _ = try await pair.migrate()
            try pair.atOld("CREATE Work", "SELECT INBOX", "MOVE 2:3 Work")
            try pair.atNew("SELECT INBOX", "STORE 3 +FLAGS (\\Deleted)", "EXPUNGE")
            let report = try await pair.migrate()
            #expect(report.moved == 1 && report.copied == 1 && report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    private func followsRenames<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try pair.oldMail.deliver(Self.messages(1...20), to: "Old")
        try pair.oldMail.deliver(Self.messages(21...23), to: "Old/Child")
        _ = try await pair.migrate()
        try pair.atOld("RENAME Old New")
        try pair.oldMail.deliver(Self.messages(24...24), to: "New")
        let renamed = try await pair.migrate(mirroring: 100)
        #expect(renamed.moved == 23 && renamed.copied == 1 && renamed.deleted == 0 && renamed.total == 24)
        #expect(renamed.outcome == .complete)

        // And another one gets the old name.
        try pair.oldMail.deliver(Self.messages(25...26), to: "Old")
        let report = try await pair.migrate(mirroring: 100)
        #expect(report.moved == 0 && report.copied == 2 && report.deleted == 0)
        let difference = try pair.difference()
        #expect(difference.missing.isEmpty && difference.duplicated.isEmpty && difference.foreign.isEmpty)
        #expect(try MailboxSnapshot(pair.newMail).count == 26)
    }

    @Test func `A folder that was renamed is recognised, and so are those below it`() async throws {
        try await ServerPair.run { try await followsRenames($0) }
    }

    @Test func `A folder that was renamed on Cyrus is recognised`() async throws {
        try await AccountPair<CyrusConfiguration, DovecotConfiguration>.run { try await followsRenames($0) }
    }

    @Test func `A whole folder's mail moves, window by window`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver(Self.messages(1...1_200), to: "Old")
            _ = try await pair.migrate(proof: .none)
            try pair.atOld("CREATE New", "SELECT Old", "MOVE 1:* New")
            let report = try await pair.migrate()
            #expect(report.moved == 1_200 && report.copied == 0 && report.proven == 1_200)
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}
