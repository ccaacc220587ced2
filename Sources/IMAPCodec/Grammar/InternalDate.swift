/// When a message arrived at its server, exact to the second, with the zone it was told in (RFC 9051 §2.3.3).
package struct InternalDate: Hashable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    package let secondsSince1970: Int64
    /// Minutes east of UTC, from -1439 to 1439.
    package let zoneMinutes: Int

    /// nil when the format cannot say it: the year must have four digits, in UTC and in the zone.
    package init?(secondsSince1970: Int64, zoneMinutes: Int) {
        guard (-1_439...1_439).contains(zoneMinutes), Self.years1To9999.contains(secondsSince1970),
            Self.years1To9999.contains(secondsSince1970 + Int64(zoneMinutes) * 60)
        else { return nil }
        self.secondsSince1970 = secondsSince1970
        self.zoneMinutes = zoneMinutes
    }

    /// Reads `date-time` of RFC 9051 §9, without its quotes: ` 1-Jan-2001 00:00:00 +0000`.
    package init?(parsing bytes: some Collection<UInt8>) {
        let text = Array(bytes)
        // The day may be padded by a blank, or by nothing at all on some servers.
        let padded = text.count == 25 ? [UInt8(ascii: " ")] + text : text
        guard padded.count == 26, padded[2] == UInt8(ascii: "-"), padded[6] == UInt8(ascii: "-"),
            padded[11] == UInt8(ascii: " "), padded[14] == UInt8(ascii: ":"), padded[17] == UInt8(ascii: ":"),
            padded[20] == UInt8(ascii: " ")
        else { return nil }
        guard let day = Self.number(padded[0..<2], blankPadded: true), let year = Self.number(padded[7..<11]),
            let hour = Self.number(padded[12..<14]), let minute = Self.number(padded[15..<17]),
            let second = Self.number(padded[18..<20]), let zoneHours = Self.number(padded[22..<24]),
            let zoneMinute = Self.number(padded[24..<26]),
            let month = Self.months.firstIndex(of: String(decoding: padded[3..<6], as: UTF8.self).lowercased())
        else { return nil }
        guard year >= 1, (1...Self.daysInMonth(month + 1, year: year)).contains(day), hour < 24, minute < 60,
            second <= 60, zoneHours < 24, zoneMinute < 60
        else { return nil }

        let sign: Int
        switch padded[21] {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        let zone = sign * (zoneHours * 60 + zoneMinute)
        let days = Self.daysSince1970(year: year, month: month + 1, day: day)
        let seconds = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second) - Int64(zone) * 60
        self.init(secondsSince1970: seconds, zoneMinutes: zone)
    }

    /// The wire form without quotes, 26 bytes.
    package var description: String {
        let local = secondsSince1970 + Int64(zoneMinutes) * 60
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let secondOfDay = Int(local - days * 86_400)
        let (year, month, day) = Self.date(daysSince1970: Int(days))
        let name = Self.months[month - 1]
        let monthName = name.prefix(1).uppercased() + name.dropFirst()
        let zone = abs(zoneMinutes)
        return Self.padded(day, 2, with: " ") + "-" + monthName + "-" + Self.padded(year, 4) + " "
            + Self.padded(secondOfDay / 3_600, 2) + ":" + Self.padded(secondOfDay / 60 % 60, 2) + ":"
            + Self.padded(secondOfDay % 60, 2) + " " + (zoneMinutes < 0 ? "-" : "+") + Self.padded(zone / 60, 2)
            + Self.padded(zone % 60, 2)
    }

    private static let years1To9999: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func number(_ digits: ArraySlice<UInt8>, blankPadded: Bool = false) -> Int? {
        var value = 0
        for (offset, byte) in digits.enumerated() {
            if blankPadded, offset == 0, byte == UInt8(ascii: " ") { continue }
            guard let digit = byte.asciiDigitValue else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func padded(_ number: Int, _ width: Int, with pad: Character = "0") -> String {
        let text = String(number)
        return String(repeating: pad, count: max(0, width - text.count)) + text
    }

    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from the civil date in the proleptic Gregorian calendar, counted in eras of 400 years that begin in March.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }
}
