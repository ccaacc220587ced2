import IMAPClient
import IMAPCodec
import MailTestServers
import Synchronization
import Testing

@testable import MailboxMigration

/// A server that loses us goes on to store what it had received, and may do so after we looked for it.
@Suite struct LateArrivalTests {
    @Test(arguments: [MigrationOptions.Proof.envelope, .full])
    func `What arrives late and a second time is there once in the end`(proof: MigrationOptions.Proof) async throws {
        try await ServerPair.run { pair in
            let messages = (1...8).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") }
            try pair.oldMail.deliver(messages)
            try await pair.leaveInDoubt()
            // Somebody else's, and alike in size: not ours to remove.
            try pair.newMail.deliver([TestMessage("Subject: X\r\n\r\nbody X\r\n")])

            let removed = Atomic(0)
            let failure = Mutex<(any Error)?>(nil)
            let report = try await pair.migrate(proof: proof) { event in
                switch event {
                case .copied:
                    do { try pair.newMail.deliver(Array(messages[2...4])) } catch { failure.withLock { $0 = error } }
                case .doublesRemoved(_, let messages): removed.add(messages, ordering: .relaxed)
                default: break
                }
            }

            #expect(failure.withLock { $0 } == nil)
            #expect(report.outcome == .complete)
            #expect(removed.load(ordering: .relaxed) == 3)
            let difference = try pair.difference()
            #expect(difference.missing.isEmpty && difference.duplicated.isEmpty)
            #expect(difference.foreign.count == 1)
        }
    }

    @Test func `What arrives late before a second interruption is there once in the end`() async throws {
        try await ServerPair.run { pair in
            let messages = (1...8).map { TestMessage("Subject: \($0)\r\n\r\nbody \($0)\r\n") }
            try pair.oldMail.deliver(messages)
            try await pair.leaveInDoubt(times: 3)
            for _ in 1...3 { try pair.newMail.deliver(messages) }
            let report = try await pair.migrate()
            #expect(report.outcome == .complete)
            #expect(report.copied == 0)
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}

extension AccountPair {
    /// The journal as a run leaves it that is killed after it has announced all of INBOX, and before the target has
    /// stored any of it.
    ///
    /// - Parameter times: how many runs came as far as that.
    fileprivate func leaveInDoubt(times: Int = 1) async throws {
        let settings = try migrator(MigrationOptions())
        let journal = try MigrationJournal(
            path: folder.path + "/journal.sqlite", source: MigrationAccount.journalName(of: settings.source.settings),
            target: MigrationAccount.journalName(of: settings.target.settings))
        try await ConnectionPair.withPair(of: settings, journal) { pair in
            let connection = try #require(pair.source.imap)
            let source = try await connection.examine(.inbox)
            let target = try await pair.target.examine(.inbox)
            let mailbox = try await journal.mailbox(source: .inbox, target: .inbox)
            _ = try await journal.beginSourceEpoch(mailbox.id, source.uidValidity)
            _ = try await journal.beginTarget(mailbox.id, target.uidValidity, isEmpty: true)
            try await journal.setTargetFloor(mailbox.id, target.uidNext)
            let listed = try await connection.fetchAll(UIDSet(.first ... .last), FolderPlanner.items)
            let planned = listed.compactMap(PlannedMessage.init)
            try await journal.plan(mailbox.id, planned, through: try #require(planned.last?.uid))
            for time in 1...times {
                if time > 1 { try await journal.releaseDoubt(mailbox.id, floor: target.uidNext) }
                try await journal.intend(mailbox.id, planned.map(\.uid))
            }
        }
    }
}
