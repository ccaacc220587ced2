package import MailCore

/// What a secret made by a provider looks like, so that a wrong one is noticed before a login is spent on it.
public struct SecretShape: Hashable, Sendable {
    /// Characters that the provider uses, in either case.
    public enum Alphabet: String, Hashable, Sendable, CaseIterable {
        case letters
        case digits
        case lettersAndDigits = "letters-and-digits"

        fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            let isDigit = ("0"..."9").contains(scalar)
            return switch self {
            case .letters: isLetter
            case .digits: isDigit
            case .lettersAndDigits: isLetter || isDigit
            }
        }
    }

    /// `x` stands for a character of the alphabet, everything else for itself: `xxxx-xxxx-xxxx-xxxx`.
    public var pattern: String
    /// What each `x` may be.
    public var alphabet: Alphabet
    /// Whether blanks do not count: some are shown in groups.
    public var ignoresBlanks: Bool

    /// Longest pattern of a profile, in characters.
    static let maximumLength = 128

    /// Whether the secret may be one of these.
    public func fits(_ secret: String) -> Bool { fits(secret.unicodeScalars) }

    /// The same, for a secret whose characters are going to be overwritten.
    package func fits(_ secret: some Collection<Unicode.Scalar>) -> Bool {
        let count = secret.count { !ignoresBlanks || !$0.properties.isWhitespace }
        guard count == pattern.unicodeScalars.count else { return false }
        var expected = pattern.unicodeScalars.makeIterator()
        for scalar in secret where !ignoresBlanks || !scalar.properties.isWhitespace {
            guard let place = expected.next(), place == "x" ? alphabet.contains(scalar) : scalar == place else {
                return false
            }
        }
        return true
    }

    /// In words, such as `16 letters`.
    package var words: LocalizedText {
        let (english, chinese) =
            switch alphabet {
            case .letters: ("letters", "字母")
            case .digits: ("digits", "数字")
            case .lettersAndDigits: ("letters and digits", "字母和数字")
            }
        let isPlain = pattern.allSatisfy { $0 == "x" }
        return isPlain
            ? LocalizedText("\(pattern.count) \(english)", zhHans: "\(pattern.count) 个\(chinese)")
            : LocalizedText("\(english) as in \(pattern)", zhHans: "\(chinese)，形如 \(pattern)")
    }
}
