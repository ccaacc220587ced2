package import MailCore
package import NIOCore

/// Tells when a server has been silent for too long. One watch a connection, looked at in regular intervals.
package struct ProgressWatch {
    private let silence: TimeAmount
    private let greeting: TimeAmount
    /// How often to look: often enough that a limit is overrun by an eighth of the shortest at most.
    package let interval: TimeAmount
    private var lastProgress: NIODeadline = .now()
    /// When the oldest open command became that.
    private var oldestSince: NIODeadline = .now()
    private var openCommands = 0
    private var isGreeted = false

    package init(_ timeouts: Timeouts) {
        silence = TimeAmount(timeouts.silence)
        greeting = TimeAmount(timeouts.greeting)
        let shortest = min(timeouts.silence, timeouts.greeting, timeouts.command, timeouts.logout)
        interval = max(.nanoseconds(TimeAmount(shortest).nanoseconds / 8), .milliseconds(1))
    }

    package mutating func noteProgress(at now: NIODeadline) { lastProgress = now }

    package mutating func greetingReceived() { isGreeted = true }

    package mutating func commandBegan(at now: NIODeadline) {
        if openCommands == 0 {
            lastProgress = now
            oldestSince = now
        }
        openCommands += 1
    }

    package mutating func commandEnded(at now: NIODeadline) {
        openCommands -= 1
        oldestSince = now
    }

    /// - Parameter limit: for the whole of the oldest command, whatever is said meanwhile; nil for none.
    package func isOverdue(at now: NIODeadline, limit: Duration? = nil) -> Bool {
        guard isGreeted else { return now - lastProgress > greeting }
        guard openCommands > 0 else { return false }
        if let limit, now - oldestSince > TimeAmount(limit) { return true }
        return now - lastProgress > silence
    }
}
