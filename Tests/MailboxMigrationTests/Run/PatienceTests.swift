import IMAPClient
import IMAPCodec
import MailTransport
import Testing

@testable import MailboxMigration

/// How long a run waits for servers, and when it no longer does.
@Suite struct PatienceTests {
    private static let lost = MigrationError.server(.source, ServerFailure(.transport(.closed(.established))))
    private static let hour = Duration.seconds(3_600)

    private static func throttled(_ milliseconds: Int?) -> MigrationError {
        .throttled(side: .target, serverText: "slower", milliseconds: milliseconds)
    }

    private static func patience(hasBegun: Bool = true, isFollowing: Bool = false) -> Patience {
        var patience = Patience(Pauses())
        patience.hasBegun = hasBegun
        patience.isFollowing = isFollowing
        return patience
    }

    /// The lengths of all pauses in a row, up to `limit` of them, and what came after.
    private static func pauses(
        _ patience: inout Patience, _ error: MigrationError, limit: Int = 10_000
    ) -> (lengths: [Duration], end: Patience.Answer?) {
        var lengths: [Duration] = []
        while lengths.count < limit {
            let answer = patience.answer(to: error)
            guard case .wait(let length, _, _) = answer else { return (lengths, answer) }
            lengths.append(length)
        }
        return (lengths, nil)
    }

    @Test func `A lost line is tried again a few times, with growing pauses`() {
        var patience = Self.patience()
        let (lengths, end) = Self.pauses(&patience, Self.lost)
        #expect(lengths == [1, 2, 4, 8, 16].map { .seconds($0) })
        #expect(end == .giveUp)
    }

    @Test func `Progress starts the count again`() {
        var patience = Self.patience()
        _ = Self.pauses(&patience, Self.lost)
        patience.noteProgress()
        #expect(patience.answer(to: Self.lost) == .wait(.seconds(1), .source, .connectionLost))
    }

    @Test func `What was never there is not waited for`() {
        var patience = Self.patience(hasBegun: false)
        #expect(patience.answer(to: Self.lost) == .giveUp)
    }

    @Test func `A computer may sleep for days while the target is kept current`() {
        var patience = Self.patience(isFollowing: true)
        let (lengths, end) = Self.pauses(&patience, Self.lost, limit: 1_000)
        #expect(lengths.prefix(10).suffix(3) == [.seconds(128), .seconds(256), .seconds(300)])
        #expect(lengths.last == .seconds(300))
        #expect(end == nil)
    }

    @Test func `The pause that a server names is kept, to the millisecond`() {
        var patience = Self.patience(hasBegun: false)
        let answer = patience.answer(to: Self.throttled(299_609))
        #expect(answer == .wait(.milliseconds(299_609), .target, .throttled(serverText: "slower")))
    }

    @Test func `It is cut at the longest`() {
        for (named, kept) in [(3_600_000, Self.hour), (3_600_001, Self.hour), (Int.max, Self.hour)] {
            var patience = Self.patience()
            #expect(
                patience.answer(to: Self.throttled(named)) == .wait(kept, .target, .throttled(serverText: "slower")))
        }
    }

    @Test(arguments: [0, -5]) func `No time at all is not asked for without end`(named: Int) {
        var patience = Self.patience()
        let (lengths, end) = Self.pauses(&patience, Self.throttled(named))
        #expect(lengths.prefix(3) == [.seconds(1), .seconds(2), .seconds(4)])
        #expect(lengths.count < 50)
        #expect(end != nil)
    }

    @Test func `Where none is named the pauses grow, and come to an end`() {
        var patience = Self.patience()
        let (lengths, end) = Self.pauses(&patience, Self.throttled(nil))
        #expect(lengths.prefix(4) == [.seconds(15), .seconds(30), .seconds(60), .seconds(120)])
        #expect(lengths.reduce(.zero, +) <= Pauses().mostUntoldWaiting)
        guard case .giveUpThrottled(.target, let notice) = end else {
            Issue.record("\(String(describing: end))"); return
        }
        #expect(notice.serverText == "slower")
        #expect(notice.milliseconds == 3_600_000)
    }

    @Test func `A daily allowance is waited for, and no longer than a day and a little`() {
        var patience = Self.patience()
        let (lengths, end) = Self.pauses(&patience, Self.throttled(3_600_000))
        #expect(lengths == Array(repeating: Self.hour, count: 26))
        guard case .giveUpThrottled = end else { Issue.record("\(String(describing: end))"); return }
    }

    @Test func `While the target is kept current it is waited for ever`() {
        var patience = Self.patience(isFollowing: true)
        let (lengths, _) = Self.pauses(&patience, Self.throttled(nil), limit: 1_000)
        #expect(lengths.count == 1_000)
        #expect(lengths.last == Self.hour)
    }

    /// A refusal that names a pause is one, whoever reported it.
    @Test func `A wish for a pause is found in a server's refusal`() {
        var patience = Self.patience(hasBegun: false)
        let status = StatusResponse(kind: .no, text: Array("Too many simultaneous connections.".utf8))
        let error = MigrationError.server(.source, ServerFailure(.loginRefused(status)))
        #expect(
            patience.answer(to: error)
                == .wait(.seconds(15), .source, .throttled(serverText: "Too many simultaneous connections.")))
    }

    @Test func `A wrong password and a full target are no reason to wait`() {
        var patience = Self.patience()
        let status = StatusResponse(kind: .no, text: Array("Invalid credentials".utf8))
        #expect(patience.answer(to: .server(.source, ServerFailure(.loginRefused(status)))) == .giveUp)
        #expect(patience.answer(to: .targetFull(serverText: "")) == .giveUp)
    }
}
