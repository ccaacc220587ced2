/// What was measured in one scenario.
struct Results: MeasuredScenario {
    let scenario: Scenario
    let messages: Int
    let bytes: Int
    var runs: [String: [Measurement]] = [:]
    /// The same command once more, with nothing new.
    var reruns: [String: [Measurement]] = [:]
    var limits: [Double] = []
    /// Why a rival could not do it.
    var failures: [String: String] = [:]
    /// What was not equal in the end, by program.
    var differences: [String: String] = [:]

    static let heading = """
        | scenario | messages | godwit s | mbsync s | limit s | mbsync ÷ godwit | godwit ÷ limit | re-run s, godwit / mbsync \
        | CPU ms a message, godwit / mbsync | peak MB, godwit / mbsync | arrived, godwit |
        |---|---|---|---|---|---|---|---|---|---|---|
        """

    var row: String {
        let (godwit, mbsync) = (median("godwit", \.seconds), median("mbsync", \.seconds))
        let limit = Self.median(limits)
        let cells = [
            scenario.name, "\(messages), \(bytes / 1_000_000) MB", Self.text(godwit, 2), Self.text(mbsync, 2),
            Self.text(limit, 2),
            Self.text(Self.ratio(mbsync, godwit), 2) + (scenario.leastAgainstRival.map { " (≥ \($0))" } ?? ""),
            Self.text(Self.ratio(godwit, limit), 2) + (scenario.mostAgainstLimit.map { " (≤ \($0))" } ?? ""),
            both(reruns) { Self.text(Self.median($0.map(\.seconds)), 2) },
            both(runs) { Self.text(Self.median($0.map(\.processorSeconds)).map { $0 * 1_000 / Double(messages) }, 2) },
            both(runs) { Self.text(Self.median($0.map(\.peakBytes)).map { Double($0) / 1e6 }, 0) },
            differences["godwit"] ?? "equal",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    var absences: [String] { failures.map { "\(scenario.name), \($0): \($1)" } }

    var misses: [String] {
        let (godwit, mbsync) = (median("godwit", \.seconds), median("mbsync", \.seconds))
        var misses: [String] = []
        if let least = scenario.leastAgainstRival, let ratio = Self.ratio(mbsync, godwit), ratio < least {
            misses.append("\(scenario.name): \(Self.text(ratio, 2)) times as fast as mbsync, not \(least)")
        }
        if let most = scenario.mostAgainstLimit, let ratio = Self.ratio(godwit, Self.median(limits)), ratio > most {
            misses.append("\(scenario.name): \(Self.text(ratio, 2)) times the limit, not \(most)")
        }
        let peak = runs["godwit"]?.map(\.peakBytes).max() ?? 0
        if peak > Self.mostMemory { misses.append("\(scenario.name): \(peak / 1_000_000) MB at the peak") }
        if let difference = differences["godwit"] { misses.append("\(scenario.name): \(difference)") }
        return misses
    }

    /// Bytes, in every scenario.
    private static let mostMemory = 64_000_000

    private func median(_ name: String, _ value: (Measurement) -> Double) -> Double? {
        Self.median(runs[name]?.map(value) ?? [])
    }

    private func both(_ all: [String: [Measurement]], _ text: ([Measurement]) -> String) -> String {
        text(all["godwit"] ?? []) + " / " + text(all["mbsync"] ?? [])
    }

    private static func median<Value: Comparable>(_ values: [Value]) -> Value? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    private static func ratio(_ first: Double?, _ second: Double?) -> Double? {
        guard let first, let second, second > 0 else { return nil }
        return first / second
    }

    private static func text(_ value: Double?, _ digits: Int) -> String {
        guard let value else { return "–" }
        guard digits > 0 else { return "\(Int(value.rounded()))" }
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
