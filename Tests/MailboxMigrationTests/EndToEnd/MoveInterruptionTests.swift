import IMAPClient
import IMAPCodec
import MailTestServers
import Testing

@testable import MailboxMigration

/// A run that is killed while it moves mail at the target.
@Suite struct MoveInterruptionTests {
    /// How far it got, the journal knowing nothing of it.
    enum Step: String, CaseIterable {
        case announced
        /// Without MOVE, and not removed in the old place yet.
        case copied
        case moved
    }

    @Test(arguments: Step.allCases, [true, false])
    func `A move that was cut off is finished by the next run`(step: Step, hasMove: Bool) async throws {
        try await ServerPair.run(adjustNew: { $0.withhold(hasMove ? [] : ["MOVE"]) }) { pair in
            try pair.oldMail.deliver((1...4).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") })
            _ = try await pair.migrate()
            try pair.atOld("CREATE Work", "SELECT INBOX", "MOVE 2:3 Work")
            try pair.atNew("CREATE Work")
            try await pair.announceMoves()
            switch step {
            case .announced: break
            case .copied: try pair.atNew("SELECT INBOX", "UID COPY 2:3 Work")
            case .moved: try pair.atNew("SELECT INBOX", "UID MOVE 2:3 Work")
            }

            let report = try await pair.migrate(mirroring: 10)

            #expect(report.outcome == .complete)
            #expect(report.copied == 0 && report.deleted == 0 && report.total == 4)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    /// Journal and target contradict each other no more after the first run that gets through.
    @Test func `A second move after one that was cut off is followed, too`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...4).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") })
            _ = try await pair.migrate()
            try pair.atOld("CREATE Work", "SELECT INBOX", "MOVE 2:3 Work")
            try pair.atNew("CREATE Work")
            try await pair.announceMoves()
            try pair.atNew("SELECT INBOX", "UID MOVE 2:3 Work")
            try pair.atOld("CREATE Third", "SELECT Work", "MOVE 1 Third", "SELECT INBOX", "MOVE 1 Work")
            for _ in 1...2 { _ = try await pair.migrate(mirroring: 10) }
            #expect(try pair.difference().missing.isEmpty)
            #expect(try await pair.migrate(mirroring: 10).outcome == .complete)
        }
    }
}

extension AccountPair {
    /// The journal as a run leaves it that is killed after it has announced to move mail from INBOX to Work.
    fileprivate func announceMoves() async throws {
        let settings = try migrator(MigrationOptions())
        let journal = try MigrationJournal(
            path: folder.path + "/journal.sqlite", source: MigrationAccount.journalName(of: settings.source.settings),
            target: MigrationAccount.journalName(of: settings.target.settings))
        try await ConnectionPair.withPair(of: settings, journal) { pair in
            let inbox = try #require(try await journal.knownMailboxes()[.inbox])
            let source = try #require(pair.source.imap)
            try await SourceChanges(
                pair: pair, source: source, journal: journal, known: inbox, updatesFlags: true, observe: { _ in }
            )
            .follow(nil)
            let name = MailboxName(decoded: "Work")
            let listing = try #require(try await source.list().first { $0.name == name })
            let work = FolderWork(
                place: MappedMailbox(source: listing, target: name, create: nil), status: nil, isToBeSubscribed: false)
            let opener = FolderOpener(
                journal: journal, options: settings.options, stop: StopSignal(), observe: { _ in })
            let folder = try #require(try await opener.open(0, work, over: pair))
            try await folder.planner.listAll(over: pair.source)

            let planned = try await journal.nextPlanned(folder.mailbox.id, after: nil, limit: 10)
            let gone = try await journal.next(.unrecognised, of: inbox.id, after: nil).uids
            #expect(planned.count == 2 && gone.count == 2)
            var hashes: [UID: [UInt8]] = [:]
            var fingerprints: [Fingerprint] = []
            for (row, old) in zip(planned, gone) {
                let header = try #require(try await source.fetchAll(UIDSet([row.uid]), .header).first?.header)
                hashes[old] = HeaderFingerprint.of(header)
                fingerprints.append(Fingerprint(uid: row.uid, size: row.size, headerHash: HeaderFingerprint.of(header)))
            }
            try await journal.recordHeaders(inbox.id, hashes)
            #expect(try await journal.intendMoves(folder.mailbox.id, fingerprints).count == 2)
        }
    }
}
