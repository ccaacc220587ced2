internal import IMAPCodec

/// Reads `date-time` of RFC 5322 §3.3, and the older forms of §4.3.
enum MessageDate {
    /// - Returns: nil for anything else. A date is never guessed.
    static func parse(_ value: some Sequence<UInt8>) -> InternalDate? {
        guard var words = words(of: value)?[...] else { return nil }
        // The name of the day says nothing that the date does not.
        if words.first?.first.map(isLetter) ?? false { words = words.dropFirst() }
        guard words.count >= 4, let day = number(words.removeFirst(), digits: 1...2),
            let month = month(words.removeFirst()), let year = year(words.removeFirst()),
            let time = time(words.removeFirst()), let zone = zone(words.first)
        else { return nil }
        // INTERNALDATE's own reader knows which days there are.
        let text = "\(padded(day))-\(month)-\(padded(year, 4)) \(time) \(zone)"
        return InternalDate(parsing: Array(text.utf8))
    }

    /// Divided by blanks and commas, without comments; nil where a comment does not end.
    private static func words(of value: some Sequence<UInt8>) -> [String]? {
        var words: [[UInt8]] = [[]]
        var depth = 0
        var isQuoted = false
        for byte in value {
            if depth > 0 {
                if isQuoted {
                    isQuoted = false
                } else if byte == UInt8(ascii: "\\") {
                    isQuoted = true
                } else {
                    depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "("): depth = 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ","): break
            default:
                words[words.count - 1].append(byte)
                continue
            }
            if words.last?.isEmpty == false { words.append([]) }
        }
        return depth == 0 ? words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) } : nil
    }

    private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }

    private static func number(_ word: String, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(word)
    }

    private static func month(_ word: String) -> String? {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return names.first { $0.lowercased() == word.lowercased() }
    }

    /// Years of two and three digits are of the last century, or of ours before 2050 (RFC 5322 §4.3).
    private static func year(_ word: String) -> Int? {
        guard let value = number(word, digits: 2...4) else { return nil }
        return switch word.utf8.count {
        case 2: value < 50 ? 2_000 + value : 1_900 + value
        case 3: 1_900 + value
        default: value
        }
    }

    private static func time(_ word: String) -> String? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            .map { number(String($0), digits: 1...2) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1] else { return nil }
        guard let second = parts.count == 3 ? parts[2] : 0 else { return nil }
        return "\(padded(hour)):\(padded(minute)):\(padded(second))"
    }

    /// Names that nobody knows, and none at all, mean UTC (RFC 5322 §4.3).
    private static func zone(_ word: String?) -> String? {
        guard let word, let first = word.first else { return "+0000" }
        if isLetter(first) { return hours[word.uppercased()].map { "-\(padded($0))00" } ?? "+0000" }
        guard first == "+" || first == "-", number(String(word.dropFirst()), digits: 4...4) != nil else { return nil }
        return word
    }

    /// West of Greenwich.
    private static let hours = ["EDT": 4, "EST": 5, "CDT": 5, "CST": 6, "MDT": 6, "MST": 7, "PDT": 7, "PST": 8]

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
