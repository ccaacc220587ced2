import MailTestServers
import MailTransport
import Testing

@testable import MailboxMigration

/// Flags that were changed at the source after a message was copied.
@Suite struct FlagChangeTests {
    /// Five messages; after the first run the owner changes flags at both accounts.
    private func changeFlags<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try pair.oldMail.deliver(
            (1...5).map {
                TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n", flags: $0 == 2 ? ["\\Flagged", "\\Seen"] : [])
            })
        _ = try await pair.migrate()
        try pair.atOld(
            "SELECT INBOX", "STORE 1,4 +FLAGS (\\Seen $Label)", "STORE 2 -FLAGS (\\Flagged)",
            "STORE 2 +FLAGS (\\Answered)")
        try pair.atNew("SELECT INBOX", "STORE 1:2 +FLAGS (\\Draft)", "STORE 3 +FLAGS (\\Flagged)")
    }

    private static let expected: [String: Set<String>] = [
        "1": ["\\Seen", "$Label", "\\Draft"], "2": ["\\Seen", "\\Answered", "\\Draft"], "3": ["\\Flagged"],
        "4": ["\\Seen", "$Label"], "5": [],
    ]

    private func followsFlags<Old, New>(_ pair: AccountPair<Old, New>) async throws {
        try await changeFlags(pair)
        let tally = EventTally()
        let report = try await pair.migrate(observer: tally.note)
        #expect(report.outcome == .complete)
        #expect(report.flagsUpdated == 3 && tally.flagsUpdated == 3)
        #expect(report.copied == 0 && report.total == 5 && report.mismatched == 0)
        #expect(try pair.newMail.flags() == Self.expected)

        let again = try await pair.migrate()
        #expect(again.flagsUpdated == 0)
        #expect(try pair.newMail.flags() == Self.expected)
    }

    @Test func `Flags follow, and those that were set at the target stay`() async throws {
        try await ServerPair.run { try await followsFlags($0) }
    }

    @Test(arguments: [
        ["CONDSTORE", "QRESYNC", "ENABLE"], ["QRESYNC", "ENABLE"], ["ESEARCH", "CONDSTORE", "QRESYNC"],
    ])
    func `Flags follow from a server that counts no changes, or half of them`(missing: Set<String>) async throws {
        try await ServerPair.run(adjustOld: { $0.withhold(missing) }) { try await followsFlags($0) }
    }

    @Test func `Flags follow from Cyrus to Dovecot`() async throws {
        try await AccountPair<CyrusConfiguration, DovecotConfiguration>.run { try await followsFlags($0) }
    }

    @Test func `Flags follow from Dovecot to Cyrus`() async throws {
        try await AccountPair<DovecotConfiguration, CyrusConfiguration>.run { try await followsFlags($0) }
    }

    @Test func `Flags follow from Courier`() async throws {
        try await AccountPair<CourierConfiguration, DovecotConfiguration>.run { try await followsFlags($0) }
    }

    @Test func `Flags that are to be left alone can follow later`() async throws {
        try await ServerPair.run { pair in
            try await changeFlags(pair)
            let before = try pair.newMail.flags()
            var options = MigrationOptions()
            options.updatesFlags = false
            let report = try await pair.migrator(options).run()
            #expect(report.outcome == .complete && report.flagsUpdated == 0)
            #expect(try pair.newMail.flags() == before)

            #expect(try await pair.migrate().flagsUpdated == 3)
            #expect(try pair.newMail.flags() == Self.expected)
        }
    }

    @Test func `What came another way keeps its flags until the source changes them`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver([TestMessage("Subject: 1\r\n\r\n1\r\n", flags: ["\\Seen"])])
            try pair.newMail.deliver([TestMessage("Subject: 1\r\n\r\n1\r\n", flags: ["\\Flagged"])])
            #expect(try await pair.migrate().alreadyThere == 1)
            #expect(try await pair.migrate().flagsUpdated == 0)
            #expect(try pair.newMail.flags() == ["1": ["\\Flagged"]])
            try pair.atOld("SELECT INBOX", "STORE 1 FLAGS (\\Answered)")
            #expect(try await pair.migrate().flagsUpdated == 1)
            #expect(try pair.newMail.flags() == ["1": ["\\Flagged", "\\Answered"]])
        }
    }

    @Test func `A flag that the target does not keep changes nothing there`() async throws {
        try await AccountPair<DovecotConfiguration, CourierConfiguration>.run(
            adjustNew: { $0.hasKeywords = false }
        ) { pair in
            try pair.oldMail.deliver([TestMessage("Subject: 1\r\n\r\n1\r\n")])
            _ = try await pair.migrate()
            try pair.atOld("SELECT INBOX", "STORE 1 +FLAGS ($Label)")
            #expect(try await pair.migrate().flagsUpdated == 0)
            try pair.atOld("SELECT INBOX", "STORE 1 +FLAGS ($Other \\Seen)")
            let report = try await pair.migrate()
            #expect(report.flagsUpdated == 1)
            #expect(try pair.newMail.flags() == ["1": ["\\Seen"]])
            #expect(report.mailboxes.first?.droppedFlags.map(\.name) == ["$Label", "$Other"])
        }
    }

    /// More messages than one window holds, in a folder that has changed otherwise, too.
    @Test(arguments: [[], ["CONDSTORE", "QRESYNC"]] as [Set<String>])
    func `Many flags follow, along with new mail`(missing: Set<String>) async throws {
        try await ServerPair.run(adjustOld: { $0.withhold(missing) }) { pair in
            try pair.oldMail.deliver((1...1_200).map { TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n") }, to: "Many")
            _ = try await pair.migrate(proof: .none)
            try pair.atOld("SELECT Many", "STORE 2:1200 +FLAGS (\\Seen)", "STORE 1:600 +FLAGS ($Half)")
            try pair.oldMail.deliver([TestMessage("Subject: new\r\n\r\nnew\r\n")], to: "Many")
            let report = try await pair.migrate()
            #expect(report.copied == 1 && report.flagsUpdated == 1_200)
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `What changed while a run was interrupted is no mismatch`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...600).map { TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n") })
            let stop = StopSignal()
            let interrupted = try await pair.migrate(connections: 1, stop: stop) { event in
                if case .copied = event { stop.stop() }
            }
            #expect(interrupted.outcome == .interrupted)
            try pair.atOld("SELECT INBOX", "STORE 1:3,600 +FLAGS (\\Seen)")
            try pair.atNew("SELECT INBOX", "STORE 1 +FLAGS (\\Flagged)")
            let report = try await pair.migrate()
            #expect(report.outcome == .complete && report.mismatched == 0)
            let flags = try pair.newMail.flags()
            #expect(flags["1"] == ["\\Seen", "\\Flagged"] && flags["3"] == ["\\Seen"] && flags["600"] == ["\\Seen"])
        }
    }

    @Test func `A folder that is as it was is not opened`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate()
            try pair.atOld("SELECT Sent", "STORE 1 +FLAGS (\\Flagged)")
            #expect(try await pair.opened() == ["Sent"])
            #expect(try await pair.opened() == [])
        }
    }
}

extension DovecotConfiguration {
    /// Keeps some of what it can do to itself.
    mutating func withhold(_ capabilities: Set<String>) {
        guard !capabilities.isEmpty else { return }
        let all = [
            "IMAP4rev1", "SASL-IR", "ID", "ENABLE", "IDLE", "LITERAL+", "UIDPLUS", "UNSELECT", "NAMESPACE",
            "MULTIAPPEND",
            "LIST-EXTENDED", "LIST-STATUS", "ESEARCH", "CONDSTORE", "QRESYNC", "MOVE",
        ]
        extraLines = "imap_capability = " + all.filter { !capabilities.contains($0) }.joined(separator: " ")
    }
}

extension MailStore {
    /// Of each message, by its subject.
    func flags(in folder: String = "INBOX") throws -> [String: Set<String>] {
        let entries = try MailboxSnapshot(self).folders[folder]?.values.flatMap(\.self) ?? []
        return Dictionary(
            entries.map { ($0.subject.trimmingPrefix(" ").description, $0.flags) }, uniquingKeysWith: { $0.union($1) })
    }
}

extension AccountPair {
    /// Migrates, and tells which folders of the source were opened.
    fileprivate func opened() async throws -> Set<String> {
        let transcript = Transcript()
        let migrator = try migrator(MigrationOptions())
        _ = try await MailboxMigrator(
            from: migrator.source, to: migrator.target, journalPath: migrator.journalPath, options: migrator.options,
            transcript: transcript
        ).run()
        return Set(
            transcript.lines.filter { $0.contains(" source C: ") }.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(where: { $0 == "EXAMINE" || $0 == "SELECT" }) else { return nil }
                return String(words[index + 1])
            })
    }
}
