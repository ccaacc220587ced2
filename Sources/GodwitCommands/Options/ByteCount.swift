internal import ArgumentParser

/// A number of bytes a person typed: `500000`, `500K`, `2.5MB`, `25M/s`; K, M, G and T are decimal, as in what is shown,
/// KiB, MiB, GiB and TiB are powers of 1024.
struct ByteCount: ExpressibleByArgument, Hashable {
    /// At least 1.
    let bytes: UInt64
    /// Numbers up to here are exact as floating point, too.
    static let limit: UInt64 = 1 << 53

    init?(argument: String) {
        let text = argument.hasSuffix("/s") ? argument.dropLast(2) : argument[...]
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), let factor = Self.factor(of: text.dropFirst(digits.count).lowercased())
        else {
            return nil
        }
        let bytes = number * factor
        guard bytes >= 1, bytes <= Double(Self.limit) else { return nil }
        self.bytes = UInt64(bytes)
    }

    private static func factor(of unit: String) -> Double? {
        let names = ["b", "k", "m", "g", "t"]
        if unit.isEmpty { return 1 }
        guard let power = names.firstIndex(of: String(unit.prefix(1))) else { return nil }
        switch unit.dropFirst() {
        case "": return pow(1_000, power)
        case "b" where power > 0: return pow(1_000, power)
        case "ib" where power > 0: return pow(1_024, power)
        default: return nil
        }
    }

    private static func pow(_ base: Double, _ power: Int) -> Double {
        (0..<power).reduce(1) { product, _ in product * base }
    }
}
