import IMAPCodec
import MailCore
import Testing

@testable import MailboxMigration

@Suite struct JournalStateTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    @Test func aPlannedMessageComesBackAsItWas() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        let date = try #require(InternalDate(secondsSince1970: -5, zoneMinutes: -570))
        let message = PlannedMessage(
            uid: .last, size: UInt64(Int64.max), flags: [.seen, Flag("$Forwarded"), Flag("标")], internalDate: date)
        try await journal.plan(mailbox.id, [message], through: .last)
        #expect(try await journal.nextPlanned(mailbox.id, after: try uid(1), limit: 5) == [message])
        #expect(try await journal.mailbox(source: .inbox, target: .inbox).plannedThrough == .last)
    }

    @Test func planningAgainChangesNothing() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.copy(mailbox, 1...2)
        _ = try await journal.fill(1...3, size: 999)
        let totals = try await journal.onlyTotals()
        #expect(totals.copied == 2 && totals.total == 3)
        #expect(totals.copiedBytes == 20 && totals.totalBytes == 30)
    }

    @Test func windowsFollowEachOther() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...10)
        let first = try await journal.nextPlanned(mailbox.id, after: nil, limit: 4).map(\.uid)
        #expect(first.map(\.rawValue) == [1, 2, 3, 4])
        let second = try await journal.nextPlanned(mailbox.id, after: first.last, limit: 100).map(\.uid)
        #expect(second.map(\.rawValue) == [5, 6, 7, 8, 9, 10])
        #expect(try await journal.nextPlanned(mailbox.id, after: second.last, limit: 1).isEmpty)
    }

    @Test func everyMoveLeadsToItsState() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...5)
        try await journal.copy(mailbox, 1...1)
        try await journal.intend(mailbox.id, [try uid(2), try uid(3)])
        try await journal.recordFailed(
            mailbox.id,
            [
                FailedMessage(uid: try uid(2), code: .messageRefused, serverText: "NO [CANNOT] 拒绝"),
                FailedMessage(uid: try uid(4), code: .messageTooLarge, serverText: ""),
            ])
        let totals = try await journal.onlyTotals()
        #expect(totals.copied == 1 && totals.failed == 2 && totals.total == 5)
        #expect(try await journal.undecided(mailbox.id, after: nil, limit: 9).map(\.uid.rawValue) == [3])
        #expect(try await journal.plannedUIDs(mailbox) == [5])
    }

    /// A move the state does not allow means that journal and run contradict each other: the whole window is refused.
    @Test func illegalMovesAreRefused() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.copy(mailbox, 1...1)
        let one = try uid(1)
        let two = try uid(2)
        let copied = { uid in CopiedMessage(uid: uid, targetUID: nil, size: 1, digest: []) }
        await #expect(throws: JournalError.self) { try await journal.intend(mailbox.id, [two, one]) }
        await #expect(throws: JournalError.self) { try await journal.recordCopied(mailbox.id, [copied(one)]) }
        await #expect(throws: JournalError.self) { try await journal.recordCopied(mailbox.id, [copied(two)]) }
        await #expect(throws: JournalError.self) {
            try await journal.recordFailed(
                mailbox.id, [FailedMessage(uid: one, code: .messageRefused, serverText: "")])
        }
        await #expect(throws: JournalError.self) { try await journal.recordProven(mailbox.id, [two], level: .envelope) }
        await #expect(throws: JournalError.self) { try await journal.recordMismatch(mailbox.id, two, ["size"]) }
        #expect(try await journal.plannedUIDs(mailbox) == [2, 3])
        #expect(try await journal.onlyTotals().copied == 1)
    }

    /// Else one message at the target would prove two of the source.
    @Test func anIdentifierGivenTwiceIsNotBelieved() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.intend(mailbox.id, [try uid(1), try uid(2)])
        let same = try uid(70)
        try await journal.recordCopied(
            mailbox.id,
            try [1, 2].map { CopiedMessage(uid: try uid($0), targetUID: same, size: 1, digest: []) })
        #expect(try await journal.undecided(mailbox.id, after: nil, limit: 9).map(\.uid.rawValue) == [2])
        #expect(
            try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).map(\.message.uid.rawValue)
                == [1])
    }

    @Test func failuresAreListedAndTriedAgain() async throws {
        let journal = try fixture.open()
        for name in ["INBOX", "草稿"] {
            let mailbox = try await journal.fill(1...2, of: name, size: 7)
            let failed = try [1, 2].map {
                FailedMessage(uid: try uid($0), code: .messageRefused, serverText: "NO \($0)")
            }
            try await journal.recordFailed(mailbox.id, failed)
        }
        let failures = try await journal.failures(limit: 3)
        #expect(failures.map { "\($0.mailbox)/\($0.message.uid)" } == ["INBOX/1", "INBOX/2", "草稿/1"])
        #expect(failures.allSatisfy { $0.size == 7 && $0.message.code == .messageRefused })
        try await journal.retryFailed()
        #expect(try await journal.failures(limit: 3).isEmpty)
        #expect(try await journal.totals().map(\.failed) == [0, 0])
    }

    @Test func aFolderFailsAndCompletes() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        try await journal.failMailbox(mailbox.id, .mailboxCreateRefused, "NO")
        let failed = try await journal.onlyTotals()
        #expect(failed.failure?.code == .mailboxCreateRefused && failed.failure?.serverText == "NO")
        try await journal.complete(mailbox.id, proof: .envelope)
        let completed = try await journal.onlyTotals()
        #expect(completed.isComplete && completed.failure == nil)
    }

    /// Sizes are a server's claim: they must not end in an overflow, neither SQLite's nor ours.
    @Test func claimedSizesBeyondAllMeasureAreCounted() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...8, size: UInt64(Int64.max))
        try await journal.copy(mailbox, 1...2, size: .max)
        try await journal.intend(mailbox.id, [try uid(3)])
        try await journal.recordFailed(
            mailbox.id, try [4, 5].map { FailedMessage(uid: try uid($0), code: .messageTooLarge, serverText: "") })
        let totals = try await journal.onlyTotals()
        #expect(totals.total == 8)
        #expect(totals.copiedBytes == UInt64(Int64.max) && totals.totalBytes == .max)
    }
}
