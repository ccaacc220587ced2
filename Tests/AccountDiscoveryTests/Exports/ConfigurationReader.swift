/// Reads configuration files as the programs do that they are for.
enum ConfigurationReader {
    /// The words of each line, as `get_arg` of isync's `config.c` divides them. Nil when a quote or an escape has no end.
    static func mbsync(_ text: String) -> [[String]]? {
        var lines: [[String]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var words: [String] = []
            var rest = line.unicodeScalars[...]
            while true {
                rest = rest.drop { $0 == " " || $0 == "\t" }
                guard let first = rest.first, first != "#" else { break }
                var (word, isEscaped, isQuoted) = ("", false, false)
                while let scalar = rest.popFirst() {
                    if isEscaped, scalar.value >= 32 {
                        isEscaped = false
                        word.unicodeScalars.append(scalar)
                    } else if scalar == "\\" {
                        isEscaped = true
                    } else if scalar == "\"" {
                        isQuoted.toggle()
                    } else if !isQuoted, scalar == " " || scalar == "\t" {
                        break
                    } else {
                        word.unicodeScalars.append(scalar)
                    }
                }
                if isEscaped || isQuoted { return nil }
                words.append(word)
            }
            if !words.isEmpty { lines.append(words) }
        }
        return lines
    }

    /// The command and the argument of each line, as msmtp's `conf.c` divides them: nothing has a meaning between the
    /// quotes at both ends.
    static func msmtp(_ text: String) -> [[String]] {
        text.split(separator: "\n").compactMap { line in
            let line = trimmed(line)
            guard let first = line.first, first != "#" else { return nil }
            let command = line.prefix { $0 != " " && $0 != "\t" }
            var argument = trimmed(line.dropFirst(command.count))
            if argument.count >= 2, argument.first == "\"", argument.last == "\"" {
                argument = argument.dropFirst().dropLast()
            }
            return [String(command), String(argument)]
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }

    /// The variable and the value of each `set`, as `mutt_extract_token` reads them. Nil for whatever it would run, take
    /// from the environment, or not understand, and for a second command in a line.
    static func mutt(_ text: String) -> [(name: String, value: String)]? {
        var settings: [(String, String)] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard line.hasPrefix("set "), let equals = line.firstIndex(of: "=") else { return nil }
            let name = line[..<equals].dropFirst(4)
            var rest = line[line.index(after: equals)...].unicodeScalars[...]
            var (value, quote): (String, Unicode.Scalar?) = ("", nil)
            while let scalar = rest.popFirst() {
                switch (scalar, quote) {
                case let (same, open?) where same == open: quote = nil
                case ("'", nil), ("\"", nil): quote = scalar
                case ("\\", nil), ("\\", "\""):
                    guard let next = rest.popFirst(), !"nrtf".unicodeScalars.contains(next) else { return nil }
                    value.unicodeScalars.append(next)
                case ("`", nil), ("`", "\""), ("$", nil), ("$", "\""), (" ", nil), (";", nil), ("#", nil): return nil
                default: value.unicodeScalars.append(scalar)
                }
            }
            guard quote == nil else { return nil }
            settings.append((String(name), value))
        }
        return settings
    }
}
