internal import FoundationEssentials

/// How many of a sweep's cases are tried. `GODWIT_SWEEP=all` tries each (`make sweep`); anything else in it tries those
/// whose names contain that; without it a sample is tried that is always the same.
package enum SweepScale {
    private static let wish = ProcessInfo.processInfo.environment["GODWIT_SWEEP"]

    /// - Parameter sample: how many there are in the sample, spread evenly, the first and the last among them.
    package static func chosen<Case>(from cases: [Case], sample: Int) -> [Case] {
        switch wish {
        case "all": cases
        case let name?: cases.filter { "\($0)".contains(name) }
        case nil: spread(cases, sample)
        }
    }

    /// At most `count` of them, evenly spread.
    package static func spread<Case>(_ cases: [Case], _ count: Int) -> [Case] {
        guard count > 1, cases.count > count else { return cases }
        return (0..<count).map { cases[$0 * (cases.count - 1) / (count - 1)] }
    }
}
