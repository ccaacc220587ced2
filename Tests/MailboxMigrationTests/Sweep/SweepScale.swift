import FoundationEssentials

/// How many of a sweep's cases are tried: all with `make sweep`, otherwise a sample that is always the same.
enum SweepScale {
    static let isWhole = ProcessInfo.processInfo.environment["GODWIT_SWEEP"] == "all"

    /// At most `count` of the cases, spread evenly, the first and the last among them.
    static func sample<Case>(of cases: [Case], _ count: Int) -> [Case] {
        guard count > 1, cases.count > count else { return cases }
        return (0..<count).map { cases[$0 * (cases.count - 1) / (count - 1)] }
    }
}
