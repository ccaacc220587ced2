/// How a piece of text stands out on a terminal (ECMA-48 §8.3.117).
package enum TextStyle: String, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
}

extension Terminal {
    /// The text with its style, or the bare text where no colours are shown.
    package func styled(_ text: String, _ style: TextStyle) -> String {
        guard showsColours, style != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}
