import MailCore
import MailboxMigration
import Testing

@testable import GodwitCommands

@Suite struct ProgressStateTests {
    private func state(_ events: MigrationEvent...) -> ProgressState {
        events.reduce(into: ProgressState()) { $0.note($1) }
    }

    @Test func foldersUnderWayAreCountedTogether() {
        let state = state(
            .planned(mailboxes: 3, messages: 100), .mailboxStarted(name: "a", target: "a", messages: 60),
            .mailboxStarted(name: "b", target: "b", messages: 40), .copied(mailbox: "a", messages: 50, bytes: 5_000),
            .adopted(mailbox: "b", messages: 5))
        #expect(state.total == 100)
        #expect(state.done == 55)
        #expect(state.moved == 55)
        #expect(state.bytes == 5_000)
        #expect(state.runningFolders == 2)
        // The one with most left to do.
        #expect(state.largest?.name == "b")
        #expect(state.largest?.done == 5)
    }

    @Test func whatEarlierRunsCopiedCountsWhenTheFolderIsThrough() {
        let state = state(
            .planned(mailboxes: 1, messages: 100), .mailboxStarted(name: "a", target: "a", messages: 100),
            .copied(mailbox: "a", messages: 3, bytes: 30), .mailboxFinished(name: "a"))
        #expect(state.done == 100)
        #expect(state.moved == 3)
        #expect(state.runningFolders == 0)
        #expect(state.largest == nil)
    }

    @Test func aNewSessionCountsAgainButWhatWasMovedStaysMoved() {
        let state = state(
            .planned(mailboxes: 1, messages: 100), .mailboxStarted(name: "a", target: "a", messages: 100),
            .copied(mailbox: "a", messages: 60, bytes: 600),
            .waiting(milliseconds: 1_000, side: .target, reason: .connectionLost),
            .planned(mailboxes: 1, messages: 101))
        #expect(state.done == 0)
        #expect(state.total == 101)
        #expect(state.moved == 60)
        #expect(state.wait == nil)
        #expect(state.runningFolders == 0)
    }

    @Test func failuresAreDoneToo() {
        let state = state(
            .planned(mailboxes: 2, messages: 10), .mailboxStarted(name: "a", target: "a", messages: 4),
            .failed(mailbox: "a", uid: 1, code: .messageRefused, serverText: ""),
            .mailboxStarted(name: "b", target: "b", messages: 6),
            .mailboxFailed(name: "b", code: .mailboxRefused, serverText: ""))
        #expect(state.failed == 2)
        #expect(state.done == 7)
        #expect(state.runningFolders == 1)
    }

    @Test func theBoardKeepsAFewFailuresForLinesOfTheirOwn() {
        let board = ProgressBoard()
        for uid in 1...UInt32(ProgressBoard.noteLimit + 5) {
            board.note(.failed(mailbox: "a", uid: uid, code: .messageRefused, serverText: ""))
        }
        #expect(board.takeNotes().count == ProgressBoard.noteLimit)
        #expect(board.takeNotes().isEmpty)
        #expect(board.snapshot(at: 0).state.failed == ProgressBoard.noteLimit + 5)
    }

    @Test func theBoardKnowsHowLongNothingHappened() {
        let board = ProgressBoard()
        board.note(.planned(mailboxes: 1, messages: 1))
        #expect(board.snapshot(at: 1_000).quietSeconds == 0)
        #expect(board.snapshot(at: 13_500).quietSeconds == 12)
        board.note(.waiting(milliseconds: 8_000, side: .source, reason: .connectionLost))
        #expect(board.snapshot(at: 14_000).waitSeconds == 8)
        #expect(board.snapshot(at: 16_500).waitSeconds == 6)
        #expect(board.snapshot(at: 30_000).waitSeconds == 0)
    }
}
