internal import ArgumentParser
internal import Glibc
internal import MailCore

/// A day or a moment a person typed: `2024-03-01`, `2024-03-01T08:00`, `2024-03-01T08:00:30Z` or with `+08:00`. Without a
/// zone it is this machine's; a day is its first moment.
struct Moment: ExpressibleByArgument, Hashable {
    let time: UTCTime

    init?(argument: String) {
        let parts = argument.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = Self.numbers(parts[0], separator: "-", widths: [4, 2, 2]) else { return nil }
        var clock = [0, 0, 0]
        var zone = Zone.ofThisMachine
        if parts.count == 2 {
            let digits = parts[1].prefix { $0.isNumber || $0 == ":" }
            guard let told = Self.clock(digits), let toldZone = Zone(parts[1].dropFirst(digits.count)) else {
                return nil
            }
            (clock, zone) = (told, toldZone)
        }
        guard let seconds = Self.seconds(day, clock, zone) else { return nil }
        time = UTCTime(secondsSince1970: seconds)
    }

    private enum Zone {
        case ofThisMachine
        /// Seconds.
        case eastOfUTC(Int64)

        init?(_ text: Substring) {
            switch text.first {
            case nil: self = .ofThisMachine
            case "Z" where text.count == 1: self = .eastOfUTC(0)
            case "+", "-":
                let digits = text.dropFirst().filter { $0 != ":" }
                guard let parts = Moment.numbers(digits[...], separator: nil, widths: [2, 2]), parts[0] < 24,
                    parts[1] < 60
                else { return nil }
                let seconds = Int64(parts[0] * 3_600 + parts[1] * 60)
                self = .eastOfUTC(text.first == "-" ? -seconds : seconds)
            default: return nil
            }
        }
    }

    private static func clock(_ text: Substring) -> [Int]? {
        numbers(text, separator: ":", widths: [2, 2, 2])
            ?? numbers(text, separator: ":", widths: [2, 2]).map { $0 + [0] }
    }

    private static func seconds(_ day: [Int], _ clock: [Int], _ zone: Zone) -> Int64? {
        guard clock[0] < 24, clock[1] < 60, clock[2] < 60 else { return nil }
        let month = Int32(day[1] - 1)
        var parts = tm()
        parts.tm_year = Int32(day[0] - 1_900)
        parts.tm_mon = month
        parts.tm_mday = Int32(day[2])
        parts.tm_hour = Int32(clock[0])
        parts.tm_min = Int32(clock[1])
        parts.tm_sec = Int32(clock[2])
        parts.tm_isdst = -1
        let seconds: Int64
        switch zone {
        case .ofThisMachine: seconds = Int64(unsafe mktime(&parts))
        case .eastOfUTC(let offset): seconds = Int64(unsafe timegm(&parts)) - offset
        }
        // A day that its month does not have is carried into the next one.
        return parts.tm_mon == month ? seconds : nil
    }

    /// Whole numbers of these widths.
    private static func numbers(_ text: Substring, separator: Character?, widths: [Int]) -> [Int]? {
        var rest = text
        var numbers: [Int] = []
        for (index, width) in widths.enumerated() {
            if index > 0, let separator { guard rest.popFirst() == separator else { return nil } }
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits)
            else {
                return nil
            }
            numbers.append(number)
            rest = rest.dropFirst(width)
        }
        return rest.isEmpty ? numbers : nil
    }
}
