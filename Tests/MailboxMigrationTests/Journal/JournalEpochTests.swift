import IMAPCodec
import Testing

@testable import MailboxMigration

@Suite struct JournalEpochTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    @Test(arguments: [true, false])
    func aTargetWithMailIsSearchedUntilTheFolderIsThrough(isEmpty: Bool) async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.mailbox(source: .inbox, target: .inbox)
        // Twice, because a crash may cut the first search off.
        for _ in 1...2 {
            #expect(
                try await journal.beginTarget(mailbox.id, UIDValidity(1), isEmpty: isEmpty)
                    == Doubt(floor: nil, isOpen: false, adopts: !isEmpty))
        }
        try await journal.setTargetFloor(mailbox.id, try uid(30))
        try await journal.complete(mailbox.id, proof: .envelope)
        #expect(
            try await journal.beginTarget(mailbox.id, UIDValidity(1), isEmpty: false)
                == Doubt(floor: try uid(30), isOpen: false, adopts: false))
    }

    @Test func theSameGenerationKeepsTheRows() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        #expect(try await !journal.beginSourceEpoch(mailbox.id, UIDValidity(1)))
        #expect(try await journal.plannedUIDs(mailbox) == [1, 2, 3])
    }

    @Test(arguments: [UIDValidity(2), nil])
    func aNewGenerationOfTheSourceDropsTheRows(validity: UIDValidity?) async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.copy(mailbox, 1...2)
        try await journal.complete(mailbox.id, proof: .envelope)
        #expect(try await journal.beginSourceEpoch(mailbox.id, validity))
        let totals = try await journal.onlyTotals()
        #expect(totals.total == 0 && totals.mailbox.plannedThrough == nil)
        #expect(
            try await journal.beginTarget(mailbox.id, UIDValidity(7), isEmpty: false)
                == Doubt(floor: nil, isOpen: false, adopts: true))
    }

    /// An empty folder has no rows, but it has been listed up to some identifier: new mail has lower ones.
    @Test func aNewGenerationOfAnEmptyFolderIsListedFromTheStart() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.mailbox(source: .inbox, target: .inbox)
        #expect(try await !journal.beginSourceEpoch(mailbox.id, UIDValidity(1)))
        try await journal.plan(mailbox.id, [], through: try uid(999))
        #expect(try await journal.beginSourceEpoch(mailbox.id, UIDValidity(2)))
        #expect(try await journal.mailbox(source: .inbox, target: .inbox).plannedThrough == nil)
    }

    @Test func aNewGenerationOfTheTargetPlansCopiesAgain() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...4)
        try await journal.copy(mailbox, 1...2)
        try await journal.recordProven(mailbox.id, [try uid(1)], level: .envelope)
        try await journal.intend(mailbox.id, [try uid(3)])
        #expect(
            try await journal.beginTarget(mailbox.id, UIDValidity(8), isEmpty: true)
                == Doubt(floor: nil, isOpen: false, adopts: true))
        #expect(try await journal.plannedUIDs(mailbox) == [1, 2, 3, 4])
        #expect(try await journal.onlyTotals().proven == 0)
    }

    /// Which of two equal messages is which cannot be told any more, so neither counts as the one that was sent.
    @Test func aCopyThatIsFoundInANewGenerationCountsAsFound() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        try await journal.copy(mailbox, 1...1)
        _ = try await journal.beginTarget(mailbox.id, UIDValidity(8), isEmpty: false)
        let fingerprint = Fingerprint(uid: try uid(7), size: 10, headerHash: [1])
        try await journal.addCandidates(mailbox.id, [fingerprint])
        _ = try await journal.match(mailbox.id, [Fingerprint(uid: try uid(1), size: 10, headerHash: [1])])
        #expect(try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).map(\.digest) == [nil])
    }

    /// Identifiers of another generation say nothing about what arrived late.
    @Test func aNewGenerationOfTheTargetForgetsDoubt() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.intend(mailbox.id, [try uid(1), try uid(2)])
        try await journal.releaseDoubt(mailbox.id, floor: try uid(5))
        #expect(try await journal.doubtedMailboxes().map(\.floor) == [try uid(5)])
        _ = try await journal.beginTarget(mailbox.id, UIDValidity(8), isEmpty: false)
        #expect(try await journal.doubtedMailboxes().isEmpty)
        try await journal.intend(mailbox.id, [try uid(1)])
        try await journal.releaseDoubt(mailbox.id, floor: try uid(9))
        #expect(try await journal.doubtedMailboxes().map(\.floor) == [try uid(9)])
    }

    @Test func anotherTargetNameStartsTheFolderAnew() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.copy(mailbox, 1...2)
        let moved = try await journal.mailbox(source: .inbox, target: MailboxName(decoded: "旧邮件"))
        #expect(moved.id == mailbox.id && moved.target.decoded == "旧邮件" && moved.plannedThrough == nil)
        #expect(try await journal.onlyTotals().total == 0)
    }
}
