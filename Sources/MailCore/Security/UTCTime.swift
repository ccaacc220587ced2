import Glibc

/// A moment in UTC, to the second.
public struct UTCTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    public let secondsSince1970: Int64

    /// A moment by its POSIX time.
    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// The moment of the call, by the system's clock.
    public static var now: UTCTime { UTCTime(secondsSince1970: Int64(time(nil))) }

    /// Earlier is less.
    public static func < (lhs: UTCTime, rhs: UTCTime) -> Bool { lhs.secondsSince1970 < rhs.secondsSince1970 }

    /// Whole days from another moment to this one, rounded towards zero; negative when this one is earlier.
    public func days(since other: UTCTime) -> Int64 {
        secondsSince1970.subtractingReportingOverflow(other.secondsSince1970).partialValue / 86_400
    }

    /// The day alone, such as `2031-02-28`.
    public var date: String { String(description.prefix { $0 != "T" }) }

    /// ISO 8601, such as `2031-02-28T23:59:59Z`. Years a calendar cannot hold give the plain number of seconds.
    public var description: String {
        var seconds = time_t(secondsSince1970)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return String(secondsSince1970) }
        let day = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map(Self.padded)
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.padded(Int($0)) }
        return day.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
