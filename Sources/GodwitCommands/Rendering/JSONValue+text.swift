extension JSONValue {
    /// One line, for streams of events; without a newline at the end.
    package var compactText: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// Indented by two blanks a level, with a newline at the end.
    package var text: String {
        var text = ""
        write(to: &text, indent: 0)
        return text + "\n"
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        // RFC 8259 §6: infinity and NaN have no JSON form.
        case .number(let value): text += value.isFinite ? String(value) : "null"
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            Self.writeList("[", elements, "]", to: &text, indent: indent) { element, text, indent in
                element.write(to: &text, indent: indent)
            }
        case .object(let members):
            Self.writeList("{", members, "}", to: &text, indent: indent) { member, text, indent in
                Self.write(member.key, to: &text)
                text += indent == nil ? ":" : ": "
                member.value.write(to: &text, indent: indent)
            }
        }
    }

    private static func writeList<Element>(
        _ open: String, _ elements: [Element], _ close: String, to text: inout String, indent: Int?,
        writeElement: (Element, inout String, Int?) -> Void
    ) {
        let inner = indent.map { $0 + 2 }
        let lineStart = { (depth: Int?) in depth.map { "\n" + String(repeating: " ", count: $0) } ?? "" }
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            text += lineStart(inner)
            writeElement(element, &text, inner)
        }
        if !elements.isEmpty { text += lineStart(indent) }
        text += close
    }

    /// RFC 8259 §7, and beyond it: the C1 controls and the line separators, which are legal in JSON but not safe on
    /// a terminal or inside a script.
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
