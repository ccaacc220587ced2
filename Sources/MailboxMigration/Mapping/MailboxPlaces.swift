internal import IMAPCodec

/// Gives out names at the target so that no two folders of the source become one by accident, and children stay with
/// their parents.
struct MailboxPlaces {
    private struct Place {
        let levels: [String]
        /// Whether a folder of the source is there, and not only its children.
        var isFilled: Bool
    }

    private let scheme: NamingScheme
    private var places: [[MailboxLevel]: Place] = [:]
    private var taken: Set<NamingScheme.NameKey> = []
    /// How often names were changed to be told apart, so that thousands of them take no longer than few.
    private var attempts: [NamingScheme.NameKey: Int] = [:]

    init(_ scheme: NamingScheme) { self.scheme = scheme }

    /// Takes a name as it is.
    ///
    /// - Returns: false when another folder has it.
    mutating func claim(_ name: MailboxName) -> Bool { taken.insert(scheme.key(name)).inserted }

    /// Takes the name an earlier run gave to the folder of this path.
    mutating func claim(_ name: MailboxName, for path: [MailboxLevel]) -> Bool {
        guard claim(name) else { return false }
        // A name that only spells this path leads its children, too; a folder of the same use does not.
        if scheme.levels(of: name) == path {
            places[path] = Place(levels: scheme.spelledLevels(of: name).map(\.text), isFilled: true)
        }
        return true
    }

    /// The name for the folder of this path.
    mutating func name(for path: [MailboxLevel]) -> MailboxName {
        if let place = places[path], !place.isFilled {
            places[path]?.isFilled = true
            return scheme.name(place.levels)
        }
        let levels = freeLevels(for: path)
        if places[path] == nil { places[path] = Place(levels: levels, isFilled: true) }
        return scheme.name(levels)
    }

    private mutating func levels(ofParent path: [MailboxLevel]) -> [String] {
        guard !path.isEmpty else { return [] }
        if let place = places[path] { return place.levels }
        let levels = freeLevels(for: path)
        places[path] = Place(levels: levels, isFilled: false)
        return levels
    }

    /// Many servers hold `Work` and `work` for one folder. The second one gets its first letter escaped, the third one
    /// its second, and so on; what is the same in every letter gets a number.
    private mutating func freeLevels(for path: [MailboxLevel]) -> [String] {
        guard let last = path.last else { return [] }
        let parent = levels(ofParent: path.dropLast())
        let plain = scheme.key(scheme.name(parent + [scheme.text(last)]))
        var attempt = attempts[plain] ?? 0
        while true {
            let excess = attempt - last.characters.count
            let text = scheme.text(last, forced: min(attempt, last.characters.count))
            let levels = parent + [excess > 0 ? "\(text) (\(excess + 1))" : text]
            if claim(scheme.name(levels)) {
                attempts[plain] = attempt
                return levels
            }
            attempt += 1
        }
    }
}
