/// What was measured in one scenario of POP3.
struct POP3Results: MeasuredScenario {
    let scenario: POP3Scenario
    let messages: Int
    let bytes: Int
    var runs: [POP3Contestant: [Measurement]] = [:]
    /// godwit once more, with nothing new.
    var reruns: [Measurement] = []
    /// Why a rival could not do it, or is not there.
    var failures: [POP3Contestant: String] = [:]
    /// What was not equal in the end.
    var difference: String?

    /// Of godwit, bytes.
    private static let mostMemory = 64_000_000

    static let heading = """
        | scenario | messages | godwit s | fdm s | mpop s | fetchmail s | getmail6 s | fdm ÷ godwit \
        | fastest of the others ÷ godwit | re-run s | peak MB | arrived |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """

    var row: String {
        let cells =
            [scenario.name, "\(messages), \(bytes / 1_000_000) MB"]
            + POP3Contestant.allCases.map { Self.text(seconds(of: $0)) }
            + [
                Self.text(againstFDM) + " (≥ \(scenario.leastAgainstFDM))",
                Self.text(againstOthers) + (scenario.leastAgainstOthers.map { " (≥ \($0))" } ?? ""),
                Self.text(Self.median(reruns.map(\.seconds))),
                "\((runs[.godwit]?.map(\.peakBytes).max() ?? 0) / 1_000_000)", difference ?? "equal",
            ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    var absences: [String] { failures.map { "\(scenario.name), \($0.rawValue): \($1)" } }

    var misses: [String] {
        var misses: [String] = []
        if let ratio = againstFDM, ratio < scenario.leastAgainstFDM {
            misses.append("\(scenario.name): \(Self.text(ratio)) times as fast as fdm, not \(scenario.leastAgainstFDM)")
        }
        if let least = scenario.leastAgainstOthers, let ratio = againstOthers, ratio < least {
            misses.append("\(scenario.name): \(Self.text(ratio)) times as fast as the fastest of the others")
        }
        let peak = runs[.godwit]?.map(\.peakBytes).max() ?? 0
        if peak > Self.mostMemory { misses.append("\(scenario.name): \(peak / 1_000_000) MB at the peak") }
        if let difference { misses.append("\(scenario.name): \(difference)") }
        return misses
    }

    private var againstFDM: Double? { ratio(seconds(of: .fdm)) }

    private var againstOthers: Double? {
        ratio([POP3Contestant.mpop, .fetchmail, .getmail6].compactMap { seconds(of: $0) }.min())
    }

    private func ratio(_ rival: Double?) -> Double? {
        guard let rival, let own = seconds(of: .godwit), own > 0 else { return nil }
        return rival / own
    }

    private func seconds(of contestant: POP3Contestant) -> Double? {
        Self.median(runs[contestant]?.map(\.seconds) ?? [])
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    private static func text(_ value: Double?) -> String {
        guard let value else { return "–" }
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
