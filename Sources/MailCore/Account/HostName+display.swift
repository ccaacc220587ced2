extension HostName {
    /// The name for people: internationalised labels in their own script, wherever that cannot deceive.
    ///
    /// A label is shown as its A-label (`xn--…`) when
    /// - it does not stand for a valid U-label that converts back to it (RFC 5891 §5.4);
    /// - it has an invisible character, such as a joiner;
    /// - it mixes scripts (UTS 39 §5.2): only what one language writes together may stand together, such as Han and
    ///   kana. ASCII letters are a script of their own here; digits and hyphens belong to all;
    /// - all its letters look like Latin ones (`аррӏе`), unless its top-level domain is internationalised too.
    ///
    /// What is no host name, such as an address literal, is cleaned by ``DisplayText``.
    public static func display(_ name: String) -> String {
        guard let name = ascii(name) else { return DisplayText.clean(name) }
        let labels = name.split(separator: ".").map(String.init)
        let mayLookLatin = labels.last?.hasPrefix(aLabelPrefix) == true
        return labels.map { display(label: $0, mayLookLatin: mayLookLatin) }.joined(separator: ".")
    }

    private static let aLabelPrefix = "xn--"

    private static func display(label: String, mayLookLatin: Bool) -> String {
        guard label.hasPrefix(aLabelPrefix), let text = unicodeForm(of: label), DisplayText.clean(text) == text,
            isOfOneWritingSystem(text), mayLookLatin || !looksLatin(text)
        else { return label }
        return text
    }

    private static func isOfOneWritingSystem(_ label: String) -> Bool {
        writingSystems.contains { characters in
            guard let pattern = try? Regex("[0-9\\-\(characters)]+") else { return false }
            return label.wholeMatch(of: pattern.matchingSemantics(.unicodeScalar)) != nil
        }
    }

    /// The scripts that identifiers are recommended to use (UAX 31, table 5).
    private static let writingSystems =
        [
            // The Latin of dictionaries, without letters that differ from an ASCII one in a detail (ı, ĸ).
            #"a-z\u{DF}-\u{F6}\u{F8}-\u{130}\u{133}-\u{137}\u{13A}-\u{148}\u{14A}-\u{17E}\u{1E00}-\u{1EFF}"#,
            #"\p{scx=Han}\p{scx=Bopomofo}"#, #"\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}"#,
            #"\p{scx=Han}\p{scx=Hangul}"#,
        ]
        + [
            "Arabic", "Armenian", "Bengali", "Cyrillic", "Devanagari", "Ethiopic", "Georgian", "Greek", "Gujarati",
            "Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil",
            "Telugu", "Thaana", "Thai", "Tibetan",
        ].map { "\\p{scx=\($0)}" }

    private static func looksLatin(_ label: String) -> Bool {
        label.unicodeScalars.allSatisfy { $0.isASCII || latinLookalikes.contains($0) }
    }

    /// Cyrillic, Greek and Armenian letters that a reader takes for Latin ones.
    private static let latinLookalikes = Set(
        "асԁеһіјӏкорԛѕԝхуъьҽпгѵѡтвмнαικνορτυωηχγագզէլհյոսվցւօք".unicodeScalars)
}
