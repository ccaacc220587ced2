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
}
