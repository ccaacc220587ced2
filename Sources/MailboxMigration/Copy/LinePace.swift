/// How fast mail passes over one pair of connections, while it does.
struct LinePace {
    /// What passed: bytes, and ``CopyLimits/messageCost`` for each message, so that servers which are slow with many small
    /// messages are not taken for a slow line.
    private var work: UInt64 = 0
    private var time = Duration.zero

    mutating func passed(messages: Int, bytes: UInt64) {
        work += bytes + UInt64(messages) * CopyLimits.messageCost
    }

    mutating func spent(_ time: Duration) { self.time += time }

    /// The work in a second; nil before it was watched for so long.
    func rate(after trial: Duration) -> Double? {
        guard time > .zero, time >= trial else { return nil }
        return Double(work) / (time / .seconds(1))
    }
}
