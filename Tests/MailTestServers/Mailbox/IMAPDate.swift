import Glibc

/// INTERNALDATE as IMAP writes it, such as `09-Sep-2001 01:46:40 +0000` (RFC 3501 §9, date-time).
package enum IMAPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970.
    static func seconds(_ text: some StringProtocol) throws -> Int {
        let words = text.split { " -:+".contains($0) }
        let numbers = words.map { Int($0) ?? 0 }
        guard words.count == 7, let month = months.firstIndex(of: String(words[1])) else {
            throw PlainIMAPError(said: "INTERNALDATE", answer: String(text))
        }
        var parts = tm()
        (parts.tm_mday, parts.tm_mon, parts.tm_year) = (CInt(numbers[0]), CInt(month), CInt(numbers[2] - 1_900))
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (CInt(numbers[3]), CInt(numbers[4]), CInt(numbers[5]))
        let offset = (numbers[6] / 100 * 60 + numbers[6] % 100) * 60
        return timegm(&parts) - (text.contains(" -") ? -offset : offset)
    }

    /// In UTC.
    package static func text(_ seconds: Int) -> String {
        var (time, parts) = (seconds, tm())
        gmtime_r(&time, &parts)
        func padded(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(padded(parts.tm_mday))-\(months[Int(parts.tm_mon)])-\(parts.tm_year + 1_900)"
        return "\(day) \(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec)) +0000"
    }
}
