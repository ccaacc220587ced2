/// Chooses folders by their readable names: `*` stands for any characters, the dividers of levels included; `%` for any
/// within one level, as in IMAP's LIST; `?` for one character. A backslash takes the next character literally.
///
/// Case counts, except for INBOX, which is the same in any case (RFC 9051 §5.1).
public struct MailboxPattern: Hashable, Sendable, CustomStringConvertible {
    private enum Token: Hashable, Sendable {
        case literal(Character)
        case one
        case anyInLevel
        case any
    }

    /// As it was written.
    public let description: String
    private let tokens: [Token]

    /// Reads a pattern; every text is one.
    public init(_ text: String) {
        description = text
        var tokens: [Token] = []
        var isLiteral = false
        for character in Self.withInbox(text) {
            switch character {
            case _ where isLiteral: tokens.append(.literal(character))
            case "\\": isLiteral = true; continue
            case "*": tokens.append(.any)
            case "%": tokens.append(.anyInLevel)
            case "?": tokens.append(.one)
            default: tokens.append(.literal(character))
            }
            isLiteral = false
        }
        self.tokens = tokens
    }

    /// Whether the whole name fits.
    ///
    /// - Parameter separator: divides the name's levels; nil when it has only one.
    public func matches(_ name: String, separator: Character? = "/") -> Bool {
        // Every place of the pattern that can be reached so far, so that no pattern takes more than its length a character.
        var places = [Bool](repeating: false, count: tokens.count + 1)
        places[0] = true
        skipEmptyRuns(&places)
        for character in Self.withInbox(name) {
            var next = [Bool](repeating: false, count: places.count)
            for (place, token) in tokens.enumerated() where places[place] {
                switch token {
                case .any: next[place] = true
                case .anyInLevel: next[place] = next[place] || character != separator
                case .one: next[place + 1] = true
                case .literal(let expected): next[place + 1] = next[place + 1] || character == expected
                }
            }
            places = next
            skipEmptyRuns(&places)
        }
        return places[tokens.count]
    }

    /// A run may be empty.
    private func skipEmptyRuns(_ places: inout [Bool]) {
        for (place, token) in tokens.enumerated() where places[place] {
            if token == .any || token == .anyInLevel { places[place + 1] = true }
        }
    }

    /// With INBOX in one spelling where it is the first level.
    private static func withInbox(_ text: String) -> String {
        let rest = text.dropFirst(5)
        guard text.prefix(5).uppercased() == "INBOX", !(rest.first?.isLetter ?? false), !(rest.first?.isNumber ?? false)
        else { return text }
        return "INBOX" + rest
    }
}
