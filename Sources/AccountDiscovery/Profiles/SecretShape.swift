/// What a secret made by a provider looks like, so that a wrong one is noticed before a login is spent on it.
public struct SecretShape: Hashable, Sendable {
    /// Characters that the provider uses, in either case.
    public enum Alphabet: String, Hashable, Sendable, CaseIterable {
        case letters
        case digits
        case lettersAndDigits = "letters-and-digits"

        fileprivate func contains(_ character: Character) -> Bool {
            guard character.isASCII else { return false }
            return switch self {
            case .letters: character.isLetter
            case .digits: character.isNumber
            case .lettersAndDigits: character.isLetter || character.isNumber
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
    public func fits(_ secret: String) -> Bool {
        let secret = ignoresBlanks ? secret.filter { !$0.isWhitespace } : secret
        guard secret.count == pattern.count else { return false }
        return zip(pattern, secret).allSatisfy { $0 == "x" ? alphabet.contains($1) : $0 == $1 }
    }
}
