/// What stands behind the items of FETCH, in parentheses.
struct FetchModifiers {
    /// RFC 7162 §3.1.4
    var changedSince: UInt64?
    /// RFC 7162 §3.2.6
    var tellsVanished = false
    /// RFC 9394
    var partial: PartialRange?

    init() {}

    init(_ arguments: inout IMAPArguments, allowed: Set<IMAPExtension>) throws(SandboxRefusal) {
        try arguments.list { arguments throws(SandboxRefusal) in
            switch try arguments.keyword() {
            case "CHANGEDSINCE" where allowed.contains(.condstore):
                try arguments.space()
                changedSince = try arguments.number()
            case "VANISHED" where allowed.contains(.qresync): tellsVanished = true
            case "PARTIAL" where allowed.contains(.partial):
                try arguments.space()
                partial = try PartialRange(&arguments)
            default: throw SandboxRefusal.syntax("Unknown modifier.")
            }
        }
        if tellsVanished, changedSince == nil { throw .syntax("VANISHED needs CHANGEDSINCE.") }
    }
}

/// Some of the results, by their place among them: `1:100` from the first on, `-1:-100` from the last (RFC 9394 §3.1).
struct PartialRange: Sendable {
    let text: String
    private let range: ClosedRange<UInt64>
    private let isFromEnd: Bool

    init(_ arguments: inout IMAPArguments) throws(SandboxRefusal) {
        let isFromEnd = arguments.take("-")
        let first = try arguments.number()
        try arguments.expect(":")
        guard arguments.take("-") == isFromEnd else { throw .syntax("A range has one direction.") }
        let last = try arguments.number()
        guard first > 0, last > 0 else { throw .syntax("Results are numbered from 1.") }
        self.isFromEnd = isFromEnd
        range = min(first, last)...max(first, last)
        let sign = isFromEnd ? "-" : ""
        text = "\(sign)\(first):\(sign)\(last)"
    }

    func applied(to results: [UInt32]) -> ArraySlice<UInt32> { results[places(among: results.count)] }

    func applied(to ranges: [Range<Int>]) -> [Range<Int>] {
        let wanted = places(among: ranges.reduce(0) { $0 + $1.count })
        var passed = 0
        return ranges.compactMap { range in
            defer { passed += range.count }
            let start = max(0, wanted.lowerBound - passed)
            let end = min(range.count, wanted.upperBound - passed)
            return start < end ? (range.lowerBound + start)..<(range.lowerBound + end) : nil
        }
    }

    private func places(among count: Int) -> Range<Int> {
        let first = min(count, Int(clamping: range.lowerBound - 1))
        let last = min(count, Int(clamping: range.upperBound))
        return isFromEnd ? (count - last)..<(count - first) : first..<last
    }
}
