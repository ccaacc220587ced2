/// Dates and times of IMAP (RFC 3501 §9, date-time), as seconds since 1970.
enum IMAPDateText {
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Such as `17-Jul-1996 02:44:25 +0000`.
    static func text(_ seconds: Int) -> String {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let clock = seconds - days * 86_400
        let date = civil(days)
        return "\(padded(date.day, " "))-\(months[date.month - 1])-\(padded(date.year, "0", to: 4)) "
            + "\(padded(clock / 3_600)):\(padded(clock / 60 % 60)):\(padded(clock % 60)) +0000"
    }

    /// Nil where it is no time.
    static func seconds(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 3, let day = days(words[0]), words[2].utf8.count == 5, let zone = Int(words[2].dropFirst())
        else { return nil }
        let clock = words[1].split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]),
            (0...9_999).contains(zone)
        else { return nil }
        let offset = (zone / 100 * 60 + zone % 100) * 60
        let local = day * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
        switch words[2].first {
        case "+": return local - offset
        case "-": return local + offset
        default: return nil
        }
    }

    /// Days since 1970 of a date such as `1-Feb-1994`; nil where it is none.
    static func days(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let day = Int(parts[0]), let year = Int(parts[2]), (1...31).contains(day),
            (0...9_999).contains(year),
            let month = months.firstIndex(where: { $0.lowercased() == parts[1].lowercased() })
        else { return nil }
        return days(year: year, month: month + 1, day: day)
    }

    /// Days since 1970 (the proleptic Gregorian calendar, in eras of 400 years that begin in March).
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = (shiftedMonth + 2) % 12 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ filler: String = "0", to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: filler, count: max(0, width - digits.count)) + digits
    }
}
