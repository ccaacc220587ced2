internal import MailCore
internal import NIOCore

/// Tells when a server has been silent for too long. One watch a connection, looked at in regular intervals.
struct ProgressWatch {
    private let silence: TimeAmount
    private let greeting: TimeAmount
    private var lastProgress: NIODeadline = .now()
    private var openCommands = 0
    private var isGreeted = false

    init(silence: Duration, greeting: Duration) {
        self.silence = TimeAmount(silence)
        self.greeting = TimeAmount(greeting)
    }

    /// How often to look: often enough that a limit is overrun by an eighth at most.
    var interval: TimeAmount { .nanoseconds(max(min(silence, greeting).nanoseconds / 8, 1_000_000)) }

    mutating func noteProgress(at now: NIODeadline) { lastProgress = now }

    mutating func greetingReceived() { isGreeted = true }

    mutating func commandBegan(at now: NIODeadline) {
        if openCommands == 0 { lastProgress = now }
        openCommands += 1
    }

    mutating func commandEnded() { openCommands -= 1 }

    func isOverdue(at now: NIODeadline) -> Bool {
        guard isGreeted else { return now - lastProgress > greeting }
        return openCommands > 0 && now - lastProgress > silence
    }
}
