/// Makes text from outside (servers, mail, certificates, files) safe to show.
///
/// The only way such text reaches a terminal, a log or a report. Control characters, escape sequences,
/// bidirectional overrides and invisible characters become visible escapes such as `\u{1B}`; the length is cut.
public enum DisplayText {
    /// Longest text shown, in characters.
    public static let defaultLimit = 500

    /// Cleans a text that is already Unicode.
    public static func clean(_ text: String, limit: Int = defaultLimit) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "…" }
            count += 1
            if isSafe(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }
        return result
    }

    /// Cleans raw bytes: UTF-8 where they are, otherwise each stray byte becomes `\xNN`.
    public static func clean(bytes: some Sequence<UInt8>, limit: Int = defaultLimit) -> String {
        // Four bytes a character at most, and one character more to know that there is one.
        let maximum = (limit + 1) * 4
        let bytes = Array(bytes.prefix(maximum))
        // A cut may stand inside a character of up to four bytes.
        for dropped in 0...(bytes.count == maximum ? 3 : 0) {
            guard let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) else { continue }
            return clean(text, limit: limit)
        }
        var result = ""
        for byte in bytes.prefix(limit) {
            if (0x20...0x7E).contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return bytes.count > limit ? result + "…" : result
    }

    /// Whether the character shows itself and changes nothing around it.
    static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Format covers bidirectional controls and zero-width characters.
        case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator: false
        // Fillers that are letters by category, and show nothing. Variation selectors only choose a glyph.
        default: !scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isVariationSelector
        }
    }
}
