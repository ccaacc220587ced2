internal import MailCore

/// Numbers as people read them.
enum Quantity {
    /// With a comma at every thousand: `12,345`.
    static func count(_ number: Int) -> String {
        var result = ""
        let digits = String(number)
        for (offset, digit) in digits.enumerated() {
            let left = digits.count - offset
            if offset > 0, left % 3 == 0, result.last != "-" { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// In decimal units: `326.1 MB`.
    static func bytes(_ bytes: Double) -> String {
        var value = bytes
        var unit = "B"
        for larger in ["kB", "MB", "GB", "TB"] where value >= 1_000 {
            value /= 1_000
            unit = larger
        }
        return unit == "B" ? "\(Int(value)) B" : "\((value * 10).rounded() / 10) \(unit)"
    }

    /// Minutes and seconds, with hours where needed: `1:02:03`.
    static func clock(seconds: Int) -> String {
        let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
        let padded = (rest < 10 ? "0" : "") + "\(rest)"
        return hours > 0 ? "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(padded)" : "\(minutes):\(padded)"
    }

    /// A time that is not known to the second: `45 s`, `12 min`, `3 h 20 min`. Rounded up, to what is still true in a moment.
    static func about(seconds: Int, in language: Language) -> String {
        let fives = (seconds + 4) / 5 * 5
        guard fives >= 60 else { return LocalizedText("\(fives) s", zhHans: "约 \(fives) 秒").text(in: language) }
        let minutes = (seconds + 59) / 60
        guard minutes >= 60 else {
            return LocalizedText("\(minutes) min", zhHans: "约 \(minutes) 分钟").text(in: language)
        }
        let tens = (minutes + 9) / 10 * 10
        let (hours, rest) = (tens / 60, tens % 60)
        guard rest > 0 else { return LocalizedText("\(hours) h", zhHans: "约 \(hours) 小时").text(in: language) }
        return LocalizedText("\(hours) h \(rest) min", zhHans: "约 \(hours) 小时 \(rest) 分钟").text(in: language)
    }
}
