import IMAPCodec
import MailCore
import Testing

@testable import MailboxMigration

@Suite struct JournalProofTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    @Test func whatIsCopiedIsProvenOnce() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...4)
        try await journal.copy(mailbox, 1...3)
        let window = try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 2)
        #expect(window.map(\.targetUID.rawValue) == [101, 102])
        #expect(window.allSatisfy { $0.digest == [1, 2, 3] && $0.message.flags == [.seen] })
        let rest = try await journal.unproven(mailbox.id, for: .envelope, after: try uid(102), limit: 2)
        #expect(rest.map(\.targetUID.rawValue) == [103])

        try await journal.recordProven(mailbox.id, [try uid(1), try uid(2)], level: .envelope)
        try await journal.recordMismatch(mailbox.id, try uid(3), ["size", "flags"])
        #expect(try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).isEmpty)
        let totals = try await journal.onlyTotals()
        #expect(totals.proven == 2 && totals.mismatched == 1)
        let mismatches = try await journal.mismatches(limit: 9)
        #expect(mismatches.map { "\($0.mailbox)/\($0.uid) \($0.what)" } == ["INBOX/3 size flags"])
    }

    @Test func theReportCountsAllRuns() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.copy(mailbox, 1...2)
        try await journal.complete(mailbox.id, proof: .envelope)
        #expect(try await report(of: journal).outcome == .complete)
        // A second run found new mail, and was killed before it copied it.
        try await journal.plan(mailbox.id, [try planned(3)], through: try uid(3))
        let unfinished = try await report(of: journal)
        #expect(unfinished.outcome == .incomplete)
        #expect(unfinished.total == 3 && unfinished.copied == 2 && unfinished.bytes == 20)
        try await journal.intend(mailbox.id, [try uid(3)])
        #expect(try await report(of: journal).outcome == .incomplete)
    }

    /// A journal that is only looked at tells by itself whether there is more to do, and what was proven at least.
    @Test func aReportFromTheJournalAlone() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.copy(mailbox, 1...2)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).outcome == .interrupted)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).proofLevel == .none)
        try await journal.recordProven(mailbox.id, [try uid(1)], level: .full)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).proofLevel == .full)
        try await journal.recordProven(mailbox.id, [try uid(2)], level: .envelope)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).proofLevel == .envelope)
        try await journal.recordFailed(
            mailbox.id, [FailedMessage(uid: try uid(3), code: .messageRefused, serverText: "NO")])
        try await journal.complete(mailbox.id, proof: .envelope)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).outcome == .interrupted)
        try await journal.endRound()
        #expect(try await MigrationReport(readingJournalAt: fixture.path).outcome == .incomplete)
        try await journal.retryFailed()
        try await journal.copy(mailbox, 3...3)
        #expect(try await MigrationReport(readingJournalAt: fixture.path).outcome == .complete)
    }

    private func report(of journal: MigrationJournal) async throws -> MigrationReport {
        try await MigrationReport(
            journal: journal, level: .envelope, isInterrupted: false, resumed: true, run: nil, elapsed: .zero)
    }
}
