/// Speed over the last seconds, so that the time left follows what happens now and not how it began.
struct ProgressRate: Sendable {
    private struct Sample {
        let milliseconds: Int
        let messages: Int
        let bytes: UInt64
    }

    /// How far back the speed looks, milliseconds.
    static let span = 15_000
    private var samples: [Sample] = []

    mutating func sample(milliseconds: Int, messages: Int, bytes: UInt64) {
        samples.append(Sample(milliseconds: milliseconds, messages: messages, bytes: bytes))
        while samples.count > 2, milliseconds - samples[0].milliseconds > Self.span { samples.removeFirst() }
    }

    /// Messages and bytes a second; nil before there is anything to divide.
    var perSecond: (messages: Double, bytes: Double)? {
        guard let first = samples.first, let last = samples.last, last.milliseconds > first.milliseconds else { return nil }
        let seconds = Double(last.milliseconds - first.milliseconds) / 1_000
        return (Double(last.messages - first.messages) / seconds, Double(last.bytes - first.bytes) / seconds)
    }

    /// Seconds for this many messages at the present speed; nil when that says nothing.
    func secondsLeft(for messages: Int) -> Int? {
        guard let rate = perSecond?.messages, rate > 0.01 else { return nil }
        return Int((Double(messages) / rate).rounded(.up))
    }
}
