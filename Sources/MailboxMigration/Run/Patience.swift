internal import MailCore

/// Decides, when a session has ended before its work, how long to wait for the next one. No clock of its own.
struct Patience {
    /// Whether both accounts were open at least once: what fails before may well be wrong.
    var hasBegun = false
    /// Whether all was through once, and the target is only kept current: from then on nothing but a stop ends the run.
    var isFollowing = false
    private let pauses: Pauses
    private var lost = 0
    private var throttled = 0
    private var waited = Duration.zero

    init(_ pauses: Pauses) { self.pauses = pauses }

    /// What comes next after a session that failed.
    enum Answer: Hashable, Sendable {
        case wait(Duration, MigrationSide, WaitReason)
        /// Trying again does not help, or has not helped for too long.
        case giveUp
        /// A server still asks for a pause after the longest that a run waits.
        case giveUpThrottled(MigrationSide, ThrottleNotice)
    }

    /// Something was done in the last session: whatever came before does not count any more.
    mutating func noteProgress() {
        lost = 0
        throttled = 0
        waited = .zero
    }

    mutating func answer(to error: MigrationError) -> Answer {
        switch error {
        case .throttled(let side, let words, let milliseconds):
            return answer(to: ThrottleNotice(serverText: words, milliseconds: milliseconds), side)
        case .server(let side, let failure):
            if let notice = failure.throttleNotice(hasLoggedIn: hasBegun) { return answer(to: notice, side) }
            guard failure.isPassing else { return .giveUp }
            return answerToLoss(side, .connectionLost)
        case .noAccessToken(let side, let failure):
            guard failure.isTemporary else { return .giveUp }
            return answerToLoss(side, .noAccessToken)
        case .journal, .targetFull, .choice:
            return .giveUp
        }
    }

    private mutating func answerToLoss(_ side: MigrationSide, _ reason: WaitReason) -> Answer {
        guard hasBegun else { return .giveUp }
        lost += 1
        guard isFollowing || lost <= CopyLimits.reconnects else { return .giveUp }
        return .wait(Self.doubled(pauses.reconnect, lost, atMost: pauses.longestReconnect), side, reason)
    }

    private mutating func answer(to notice: ThrottleNotice, _ side: MigrationSide) -> Answer {
        throttled += 1
        let (pause, most) = pause(told: notice.milliseconds)
        waited += pause
        guard isFollowing || waited <= most else {
            let left = ThrottleNotice(serverText: notice.serverText, milliseconds: pause.milliseconds)
            return .giveUpThrottled(side, left)
        }
        return .wait(pause, side, .throttled(serverText: notice.serverText))
    }

    /// The next pause, and the most of all of them.
    private func pause(told milliseconds: Int?) -> (Duration, most: Duration) {
        let longest = pauses.longestThrottled
        guard let milliseconds else {
            return (Self.doubled(pauses.throttled, throttled, atMost: longest), pauses.mostUntoldWaiting)
        }
        // A server that names no time worth mentioning is not asked again at once for ever.
        let least = Self.doubled(pauses.reconnect, throttled, atMost: longest)
        return (min(longest, max(least, .milliseconds(milliseconds))), pauses.mostToldWaiting)
    }

    /// - Parameter count: of attempts, from 1 on.
    private static func doubled(_ pause: Duration, _ count: Int, atMost most: Duration) -> Duration {
        // Past 2³⁰ of anything the longest is meant in any case.
        min(most, pause * (1 << min(count - 1, 30)))
    }
}
