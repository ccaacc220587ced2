/// Numbers of messages as a client writes them (RFC 3501 §9, sequence-set); nil is `*`, the last one there is.
struct IMAPNumberSet: Sendable {
    var ranges: [(first: UInt32?, last: UInt32?)] = []

    /// Sorted ranges that do not touch, with `last` for `*`.
    func resolved(last: UInt32) -> [ClosedRange<UInt32>] {
        let sorted = ranges.map { range -> ClosedRange<UInt32> in
            let (one, other) = (range.first ?? last, range.last ?? last)
            return min(one, other)...max(one, other)
        }.sorted { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<UInt32>] = []
        for range in sorted {
            if let before = merged.last,
                range.lowerBound <= before.upperBound || range.lowerBound == before.upperBound + 1
            {
                merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// Numbers as a server writes them: runs as ranges.
    static func text(_ numbers: some Sequence<UInt32>) -> String {
        var text = ""
        var run: ClosedRange<UInt32>?
        func end() {
            guard let run else { return }
            if !text.isEmpty { text += "," }
            text += run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound):\(run.upperBound)"
        }
        for number in numbers {
            if let before = run, number > before.upperBound, number - before.upperBound == 1 {
                run = before.lowerBound...number
            } else {
                end()
                run = number...number
            }
        }
        end()
        return text
    }
}
