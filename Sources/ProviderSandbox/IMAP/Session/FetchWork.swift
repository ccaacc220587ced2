/// A FETCH under way. Its answer may be as long as the mailbox, so it is made piece by piece.
struct FetchWork {
    let tag: String
    let items: [FetchItem]
    /// Messages whose mod-sequence is lower are left out (RFC 7162 §3.1.4).
    let changedSince: UInt64?
    /// What is left, as places in the view.
    private var ranges: ArraySlice<Range<Int>>

    init(tag: String, items: [FetchItem], changedSince: UInt64?, ranges: [Range<Int>]) {
        self.tag = tag
        self.items = items
        self.changedSince = changedSince
        self.ranges = ranges[...]
    }

    var marksSeen: Bool {
        items.contains { if case .section(_, let marksSeen) = $0 { marksSeen } else { false } }
    }

    /// The next places, at most so many; none at the end.
    mutating func next(_ most: Int) -> Range<Int>? {
        guard let range = ranges.first else { return nil }
        let taken = range.prefix(most)
        if taken.count == range.count {
            ranges.removeFirst()
        } else {
            ranges[ranges.startIndex] = taken.endIndex..<range.upperBound
        }
        return taken
    }
}
