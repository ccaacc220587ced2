/// Base64 as SASL uses it (RFC 4648 §4), over bytes that the caller may wipe.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    package static func encode(_ bytes: borrowing [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0) }
            for digit in 0..<4 {
                let value = Int(group >> UInt32(18 - 6 * digit)) & 0x3F
                result.append(digit <= count ? alphabet[value] : padding)
            }
            index += 3
        }
        return result
    }

    /// - Returns: nil unless the text is Base64 to the last bit: padded, nothing else in between, no bits left over
    ///   (RFC 4648 §3.3, §3.5). Blanks around it, as some servers send, do not matter.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        var digits = text[...]
        while digits.last == UInt8(ascii: " ") { digits.removeLast() }
        digits = digits.drop { $0 == UInt8(ascii: " ") }
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padded = digits.suffix(2).count { $0 == padding }
        digits = digits.dropLast(padded)
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 4 * 3 + 2)
        var (group, bits): (UInt32, UInt32) = (0, 0)
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            group = group << 6 | value
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            result.append(UInt8(truncatingIfNeeded: group >> bits))
            group &= (1 << bits) - 1
        }
        return group == 0 && bits < 6 ? result : nil
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
