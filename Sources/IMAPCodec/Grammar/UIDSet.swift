/// A set of identifiers kept as ranges, so that `1:4294967295` costs as little as `1`.
package struct UIDSet: Hashable, Sendable, CustomStringConvertible {
    /// In the order they were given; a set from APPENDUID answers in the order of its messages.
    package private(set) var ranges: [ClosedRange<UInt32>]

    package init() { ranges = [] }

    package init(_ range: ClosedRange<UID>) {
        ranges = [range.lowerBound.rawValue...range.upperBound.rawValue]
    }

    /// Identifiers in rising order become as few ranges as possible.
    package init(_ uids: some Sequence<UID>) {
        ranges = []
        for uid in uids { append(uid.rawValue...uid.rawValue) }
    }

    package mutating func append(_ range: ClosedRange<UInt32>) {
        if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound...range.upperBound
        } else {
            ranges.append(range)
        }
    }

    /// The same identifiers in rising order, each once, as few ranges as possible.
    package var normalized: UIDSet {
        var result = UIDSet()
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.ranges.last, last.contains(range.lowerBound) {
                result.ranges[result.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    package var isEmpty: Bool { ranges.isEmpty }

    package func contains(_ uid: UID) -> Bool { ranges.contains { $0.contains(uid.rawValue) } }

    /// What of `range` the set leaves out, in rising order.
    package func complement(in range: ClosedRange<UID>) -> UIDSet {
        var result = UIDSet()
        var next: UInt32? = range.lowerBound.rawValue
        let last = range.upperBound.rawValue
        for taken in normalized.ranges {
            guard let start = next, taken.lowerBound <= last else { break }
            if taken.lowerBound > start { result.append(start...(taken.lowerBound - 1)) }
            if taken.upperBound >= start { next = taken.upperBound == .max ? nil : taken.upperBound + 1 }
        }
        if let start = next, start <= last { result.append(start...last) }
        return result
    }

    /// How many identifiers the set names; 64 bits wide, because ranges may overlap.
    package var count: UInt64 {
        ranges.reduce(0) { $0 &+ UInt64($1.upperBound - $1.lowerBound) + 1 }
    }

    /// The identifiers one by one, in the order of the ranges, at most `limit` of them.
    package func uids(limit: Int) -> [UID] {
        var result: [UID] = []
        for range in ranges {
            for value in range {
                guard result.count < limit else { return result }
                if let uid = UID(value) { result.append(uid) }
            }
        }
        return result
    }

    /// The form on the wire, such as `1:3,7`.
    package var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }.joined(separator: ",")
    }

    /// The set cut into pieces whose wire form is at most `maximumLength` bytes each, because servers refuse
    /// over-long commands (Yahoo 1,000 octets, most others 8,000).
    package func pieces(maximumLength: Int) -> [UIDSet] {
        var pieces: [UIDSet] = []
        var current = UIDSet()
        var length = 0
        for range in ranges {
            let text = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
            if length + text.utf8.count > maximumLength, !current.isEmpty {
                pieces.append(current)
                current = UIDSet()
                length = 0
            }
            current.ranges.append(range)
            // One more for the comma in front of the next range.
            length += text.utf8.count + 1
        }
        if !current.isEmpty { pieces.append(current) }
        return pieces
    }
}
