/// Reads one JSON object (RFC 8259) whose values are texts, numbers or words. Anything deeper is not read: no server has a
/// reason to send it.
enum FlatJSON {
    static func fields(of json: [UInt8]) -> [String: String]? {
        guard let text = String(validating: json, as: UTF8.self) else { return nil }
        var reader = Reader(rest: Array(text.unicodeScalars)[...])
        guard let fields = reader.object(), reader.isAtEnd else { return nil }
        return fields
    }

    private struct Reader {
        var rest: ArraySlice<Unicode.Scalar>

        var isAtEnd: Bool {
            mutating get {
                skipBlanks()
                return rest.isEmpty
            }
        }

        private mutating func skipBlanks() { rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) } }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            skipBlanks()
            guard rest.first == scalar else { return false }
            rest.removeFirst()
            return true
        }

        mutating func object() -> [String: String]? {
            guard take("{") else { return nil }
            if take("}") { return [:] }
            var fields: [String: String] = [:]
            repeat {
                guard let name = string(), take(":"), let value = value() else { return nil }
                fields[name] = value
            } while take(",")
            return take("}") ? fields : nil
        }

        private mutating func value() -> String? {
            skipBlanks()
            guard rest.first != "\"" else { return string() }
            let word = rest.prefix {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789+-.".unicodeScalars.contains($0))
            }
            rest.removeFirst(word.count)
            return word.isEmpty ? nil : String(String.UnicodeScalarView(word))
        }

        private mutating func string() -> String? {
            guard take("\"") else { return nil }
            var result = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                switch scalar {
                case "\"": return String(result)
                case "\\":
                    guard let escaped = escape() else { return nil }
                    result.append(escaped)
                default: result.append(scalar)
                }
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            switch rest.popFirst() {
            case "n": return "\n"
            case "r": return "\r"
            case "t": return "\t"
            case "b": return "\u{8}"
            case "f": return "\u{C}"
            case "u":
                let digits = String(String.UnicodeScalarView(rest.prefix(4)))
                guard digits.count == 4, let number = UInt32(digits, radix: 16) else { return nil }
                rest.removeFirst(4)
                // Half of a pair means nothing to us here.
                return Unicode.Scalar(number) ?? "\u{FFFD}"
            case let scalar?: return scalar
            case nil: return nil
            }
        }
    }
}
