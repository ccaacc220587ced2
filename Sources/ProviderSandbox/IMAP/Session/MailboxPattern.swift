/// A name with wildcards: `*` stands for anything, `%` for anything without a delimiter (RFC 3501 §6.3.8).
struct MailboxPattern {
    private let pattern: [Character]
    private let delimiter: Character

    init(_ pattern: String, delimiter: Character) {
        // Two stars are no more than one.
        self.pattern = pattern.reduce(into: []) { if $1 != "*" || $0.last != "*" { $0.append($1) } }
        self.delimiter = delimiter
    }

    /// In one pass over the name for each wildcard: which places of the pattern can be reached after each letter.
    func matches(_ name: String) -> Bool {
        var reached = closure([0])
        for letter in name {
            var next: Set<Int> = []
            for place in reached where place < pattern.count {
                switch pattern[place] {
                case "*": next.insert(place)
                case "%": if letter != delimiter { next.insert(place) }
                default: if pattern[place] == letter { next.insert(place + 1) }
                }
            }
            reached = closure(next)
            if reached.isEmpty { return false }
        }
        return reached.contains(pattern.count)
    }

    /// A wildcard may stand for nothing.
    private func closure(_ places: Set<Int>) -> Set<Int> {
        var all = places
        for var place in places {
            while place < pattern.count, pattern[place] == "*" || pattern[place] == "%" {
                place += 1
                all.insert(place)
            }
        }
        return all
    }
}
