/// Speed over the last seconds, so that it follows what happens now and not how it began.
struct ProgressRate: Sendable {
    private struct Sample {
        let milliseconds: Int
        let messages: Int
        let bytes: UInt64
    }

    /// How far back the speed that is shown looks, milliseconds.
    static let shown = 15_000
    /// How far back the time left looks, milliseconds: large and small messages take turns, and what is promised must not
    /// jump with them.
    static let promised = 120_000
    /// Looks kept for one span (count).
    private static let samplesInSpan = 60

    private let span: Int
    private var samples: [Sample] = []

    init(span: Int) { self.span = span }

    mutating func sample(milliseconds: Int, messages: Int, bytes: UInt64) {
        if let last = samples.last, milliseconds - last.milliseconds < span / Self.samplesInSpan { return }
        samples.append(Sample(milliseconds: milliseconds, messages: messages, bytes: bytes))
        while samples.count > 2, milliseconds - samples[1].milliseconds >= span { samples.removeFirst() }
    }

    /// How long there is something to divide by, milliseconds.
    var measured: Int { (samples.last?.milliseconds ?? 0) - (samples.first?.milliseconds ?? 0) }

    /// Messages and bytes a second; nil before there is anything to divide.
    var perSecond: (messages: Double, bytes: Double)? {
        guard let first = samples.first, let last = samples.last, measured > 0 else { return nil }
        let seconds = Double(measured) / 1_000
        return (Double(last.messages - first.messages) / seconds, (Double(last.bytes) - Double(first.bytes)) / seconds)
    }

    /// Seconds for this many messages at the present speed; nil while that would only be a guess.
    func secondsLeft(for messages: Int) -> Int? {
        guard measured >= 5_000, let rate = perSecond?.messages, rate > 0 else { return nil }
        return Int(min(Double(messages) / rate, 1e9).rounded(.up))
    }
}
