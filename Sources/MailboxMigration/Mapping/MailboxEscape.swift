/// Writes a character that cannot stand in a name at the target as its number between `‹` and `›`: where a dot divides
/// levels, `v1.2` becomes `v1‹2E›2`. Nothing else is ever replaced, and ``undo(_:)`` gives the name back.
///
/// The marks are used because folders are not named with them; a `‹2E›` that somebody did write keeps its meaning,
/// because its first mark is then escaped itself.
enum MailboxEscape {
    private static let open: UInt32 = 0x2039
    private static let close: UInt32 = 0x203A
    /// Where the numbers of bytes begin that are no text: lone surrogates, which no text can hold.
    static let strayBytes: UInt32 = 0xDC00
    private static let strayNumbers = (strayBytes + 0x80)...(strayBytes + 0xFF)

    /// What a target cannot take, or should not.
    struct Rule: Sendable {
        /// Divides levels at the target; nil in a flat account.
        var separator: UInt8?
        /// The first characters are escaped whatever they are (count); tells names apart that differ only in case.
        var forced = 0
        /// Leaves only letters, digits, `-`, `_` and blanks inside: for a target that has refused the name.
        var isStrict = false
    }

    static func text(_ level: MailboxLevel, _ rule: Rule) -> String {
        var result = ""
        for (index, number) in level.characters.enumerated() {
            if let scalar = Unicode.Scalar(number), !needsEscape(scalar, at: index, of: level, rule) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(number)
            }
        }
        return result
    }

    /// The level that was written like this.
    static func undo(_ level: MailboxLevel) -> MailboxLevel {
        var characters: [UInt32] = []
        var index = 0
        while index < level.characters.count {
            if let (number, length) = escapedNumber(in: level.characters[index...]) {
                characters.append(number)
                index += length
            } else {
                characters.append(level.characters[index])
                index += 1
            }
        }
        return MailboxLevel(characters: characters)
    }

    /// How a divider of levels is written where a target has none.
    static var divider: String { escape(UInt32(UInt8(ascii: "/"))) }

    private static func escape(_ number: UInt32) -> String { "‹\(String(number, radix: 16, uppercase: true))›" }

    private static func needsEscape(
        _ scalar: Unicode.Scalar, at index: Int, of level: MailboxLevel, _ rule: Rule
    ) -> Bool {
        if index < rule.forced || scalar.value == rule.separator.map(UInt32.init) { return true }
        // RFC 9051 §5.1: names should not contain control characters; RFC 5198 §2 adds the line separators.
        if scalar.properties.generalCategory == .control || ["\u{2028}", "\u{2029}"].contains(scalar) { return true }
        if escapedNumber(in: level.characters[index...]) != nil { return true }
        return rule.isStrict && !isPlain(scalar, isInside: index > 0 && index < level.characters.count - 1)
    }

    private static func isPlain(_ scalar: Unicode.Scalar, isInside: Bool) -> Bool {
        if scalar == " " { return isInside }
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil || scalar == "-" || scalar == "_"
    }

    /// The character an escape at the beginning stands for, and how long the escape is.
    private static func escapedNumber(in characters: ArraySlice<UInt32>) -> (number: UInt32, length: Int)? {
        guard characters.first == open else { return nil }
        let digits = characters.dropFirst().prefix(6).prefix { $0 != close }
        guard !digits.isEmpty, characters.dropFirst(1 + digits.count).first == close else { return nil }
        let text = String(String.UnicodeScalarView(digits.compactMap { Unicode.Scalar($0) }))
        // Only what is written here is read here: capital digits, none too many.
        guard let number = UInt32(text, radix: 16), escape(number) == "‹\(text)›",
            Unicode.Scalar(number) != nil || strayNumbers.contains(number)
        else { return nil }
        return (number, digits.count + 2)
    }
}
