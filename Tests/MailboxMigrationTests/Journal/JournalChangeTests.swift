import IMAPCodec
import MailCore
import Testing

@testable import MailboxMigration

/// What the journal makes of changes at the source.
@Suite struct JournalChangeTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    private func set(_ range: ClosedRange<UInt32>) throws -> UIDSet {
        UIDSet(try uid(range.lowerBound)...uid(range.upperBound))
    }

    @Test func onlyOtherFlagsAreDifferences() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...4)
        try await journal.copy(mailbox, 1...2)
        try await journal.intend(mailbox.id, [try uid(3)])
        let now: [(uid: UID, flags: [Flag])] = [
            (try uid(1), [.recent, .seen]), (try uid(2), [.flagged]), (try uid(3), []), (try uid(4), []),
            (try uid(9), []),
        ]
        let differences = try await journal.flagDifferences(mailbox.id, now)
        #expect(differences.map(\.uid.rawValue) == [2, 4])
        #expect(differences.map(\.targetUID?.rawValue) == [102, nil])
        #expect(differences[0].before == [.seen] && differences[0].after == [.flagged])
        try await journal.recordFlags(mailbox.id, differences)
        #expect(try await journal.flagDifferences(mailbox.id, now).isEmpty)
        let proof = try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9)
        #expect(proof.map(\.isAltered) == [false, true])
        #expect(try await journal.nextPlanned(mailbox.id, after: nil, limit: 9).map(\.flags) == [[]])
    }

    @Test func changesAreKnownOnceNothingIsInDoubt() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        #expect(try await journal.knownMailboxes()[.inbox]?.modSeq == nil)
        try await journal.intend(mailbox.id, [try uid(2)])
        try await journal.recordChanges(mailbox.id, through: ModSequence(7))
        #expect(try await journal.knownMailboxes()[.inbox]?.modSeq == nil)
        try await journal.release([(mailbox.id, [try uid(2)])])
        try await journal.recordChanges(mailbox.id, through: ModSequence(7))
        #expect(try await journal.knownMailboxes()[.inbox]?.modSeq == ModSequence(7))
        // What was listed once does not become newer by being opened again.
        _ = try await journal.beginSourceEpoch(mailbox.id, UIDValidity(1), modSeq: ModSequence(9))
        #expect(try await journal.knownMailboxes()[.inbox]?.modSeq == ModSequence(7))
        // Another generation begins with its own count.
        _ = try await journal.beginSourceEpoch(mailbox.id, UIDValidity(2), modSeq: ModSequence(3))
        try await journal.plan(mailbox.id, [], through: .first)
        #expect(try await journal.knownMailboxes()[.inbox]?.modSeq == ModSequence(3))
    }

    @Test func whatIsGoneIsKeptOnlyWhereItIsAtTheTarget() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...6)
        try await journal.copy(mailbox, 1...2)
        try await journal.copy(mailbox, 3...3, isNamed: false)
        try await journal.intend(mailbox.id, [try uid(4)])
        try await journal.recordVanished(mailbox.id, try set(2...UInt32.max))
        #expect(try await journal.knownMessages(mailbox.id) == 2)
        let gone = try await journal.next(.deleted, of: mailbox.id, after: nil)
        // As large as one in doubt, which may be the same.
        #expect(gone.uids.isEmpty)
        try await journal.release([(mailbox.id, [try uid(4)])])
        try await journal.recordVanished(mailbox.id, try set(4...4))
        #expect(try await journal.next(.deleted, of: mailbox.id, after: nil).uids.map(\.rawValue) == [102])
        let totals = try await journal.onlyTotals()
        #expect(totals.total == 1 && totals.copied == 1)
        #expect(
            try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).map(\.targetUID.rawValue) == [
                101
            ])
    }

    /// INBOX with one message, and Work with three that are gone at the source; all alike.
    private func goneMail(_ journal: MigrationJournal) async throws -> (inbox: JournaledMailbox, work: JournaledMailbox)
    {
        let work = try await journal.fill(1...3, of: "Work")
        try await journal.copy(work, 1...3)
        try await journal.recordVanished(work.id, try set(1...3))
        try await journal.recordHeaders(work.id, [try uid(101): [7], try uid(102): [7], try uid(103): [8]])
        return (try await journal.fill(1...4), work)
    }

    private func fingerprint(_ value: UInt32, _ hash: UInt8) throws -> Fingerprint {
        Fingerprint(uid: try uid(value), size: 10, headerHash: [hash])
    }

    @Test func eachOneThatIsGoneIsTakenOnce() async throws {
        let journal = try fixture.open()
        let (inbox, work) = try await goneMail(journal)
        #expect(try await journal.maybeMoved(inbox.id, after: nil, limit: 9).count == 4)
        let moves = try await journal.intendMoves(
            inbox.id, [fingerprint(1, 7), fingerprint(2, 7), fingerprint(3, 7), fingerprint(4, 9)])
        #expect(moves.map(\.uid.rawValue) == [1, 2] && moves.map(\.targetUID.rawValue) == [101, 102])
        #expect(moves.allSatisfy { $0.origin == work.id })
        #expect(try await journal.plannedUIDs(inbox) == [3, 4])

        try await journal.recordMoves(inbox.id, [try uid(1): try uid(501)])
        try await journal.releaseMoves(inbox.id, [try uid(2)])
        #expect(try await journal.plannedUIDs(inbox) == [2, 3, 4])
        let proof = try await journal.unproven(inbox.id, for: .envelope, after: nil, limit: 9)
        #expect(proof.map(\.targetUID.rawValue) == [501])
        #expect(proof.allSatisfy { $0.digest == [1, 2, 3] && $0.isAltered })
        #expect(try await journal.next(.moved, of: work.id, after: nil).uids.map(\.rawValue) == [101])
        // One that was let go can be taken again.
        #expect(try await journal.intendMoves(inbox.id, [fingerprint(2, 7)]).map(\.targetUID.rawValue) == [102])
    }

    @Test func movesThatWereCutOffAreSettledByWhatIsFound() async throws {
        let (inbox, work): (JournaledMailbox, JournaledMailbox)
        do {
            let journal = try fixture.open()
            (inbox, work) = try await goneMail(journal)
            _ = try await journal.intendMoves(inbox.id, [fingerprint(1, 7), fingerprint(2, 7)])
        }
        let journal = try fixture.open()
        try await journal.addCandidates(
            inbox.id, [Fingerprint(uid: try uid(501), size: 10, headerHash: [7])])
        #expect(try await journal.match(inbox.id, [fingerprint(1, 7), fingerprint(2, 7)]) == [try uid(1)])
        try await journal.releaseDoubt(inbox.id, floor: nil)
        try await journal.settleMoves(inbox.id)
        #expect(
            try await journal.unproven(inbox.id, for: .envelope, after: nil, limit: 9).map(\.digest) == [[1, 2, 3]])
        #expect(try await journal.next(.moved, of: work.id, after: nil).uids.map(\.rawValue) == [101])
        #expect(try await journal.plannedUIDs(inbox) == [2, 3, 4])
        #expect(try await journal.intendMoves(inbox.id, [fingerprint(2, 7)]).map(\.targetUID.rawValue) == [102])
    }

    @Test func oneThatComesBackKeepsItsPlace() async throws {
        let journal = try fixture.open()
        let (_, work) = try await goneMail(journal)
        try await journal.plan(work.id, [try planned(9)], through: try uid(9))
        #expect(try await journal.intendMoves(work.id, [fingerprint(9, 8)]).map(\.targetUID.rawValue) == [103])
        try await journal.recordMoves(work.id, [try uid(9): try uid(103)])
        #expect(try await journal.next(.moved, of: work.id, after: nil).uids.isEmpty)
        #expect(
            try await journal.unproven(work.id, for: .envelope, after: nil, limit: 9).map(\.targetUID.rawValue) == [103]
        )
    }

    @Test func aFolderThatGetsTheNameOfOneThatIsGoneIsAnother() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...4, of: "Old")
        try await journal.copy(mailbox, 1...2)
        try await journal.intend(mailbox.id, [try uid(3)])
        try await journal.recordDisappeared(beside: [mailbox.source])
        #expect(try await journal.knownMailboxes().count == 1)
        try await journal.recordDisappeared(beside: [.inbox])
        #expect(try await journal.knownMailboxes().isEmpty)
        #expect(try await journal.totals().isEmpty)
        #expect(try await journal.recordedTargets().isEmpty)
        #expect(try await journal.targetsInDoubt().isEmpty)
        #expect(try await journal.next(.deleted, of: mailbox.id, after: nil).uids.map(\.rawValue) == [101, 102])

        let another = try await journal.fill(1...2, of: "Old")
        #expect(another.id != mailbox.id)
        #expect(try await journal.plannedUIDs(another) == [1, 2])
        // The same place at the target: whatever is there is recognised there.
        try await journal.recordHeaders(mailbox.id, [try uid(101): [7]])
        #expect(try await journal.intendMoves(another.id, [fingerprint(1, 7)]).isEmpty)
    }

    @Test func anotherTargetGenerationForgetsWhatIsGone() async throws {
        let journal = try fixture.open()
        let (_, work) = try await goneMail(journal)
        _ = try await journal.beginTarget(work.id, UIDValidity(8), isEmpty: true)
        #expect(try await journal.mailboxes(with: .deleted).isEmpty)
    }
}
