/// Names of mailboxes as they are written before UTF8=ACCEPT (RFC 3501 §5.1.3).
enum ModifiedUTF7Name {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    static func encoded(_ name: String) -> String {
        var result = ""
        var pending: [UInt16] = []
        for scalar in name.unicodeScalars {
            if (0x20...0x7E).contains(scalar.value) {
                result += shifted(pending)
                pending = []
                result += scalar == "&" ? "&-" : String(scalar)
            } else {
                pending += Array(String(scalar).utf16)
            }
        }
        return result + shifted(pending)
    }

    /// Nil where it is not well formed.
    static func decoded(_ name: some Sequence<UInt8>) -> String? {
        var units: [UInt16] = []
        var shift: [UInt8]?
        for byte in name {
            guard (0x20...0x7E).contains(byte) else { return nil }
            if let bits = shift {
                if byte == UInt8(ascii: "-") {
                    guard let more = bits.isEmpty ? [UInt16(UInt8(ascii: "&"))] : unshifted(bits) else { return nil }
                    units += more
                    shift = nil
                } else {
                    shift = bits + [byte]
                }
            } else if byte == UInt8(ascii: "&") {
                shift = []
            } else {
                units.append(UInt16(byte))
            }
        }
        return shift == nil ? String(validating: units, as: UTF16.self) : nil
    }

    private static func shifted(_ units: [UInt16]) -> String {
        guard !units.isEmpty else { return "" }
        var text = "&"
        var (bits, count) = (UInt32(0), 0)
        func put() { text.unicodeScalars.append(Unicode.Scalar(alphabet[Int((bits >> UInt32(count - 6)) & 63)])) }
        for unit in units {
            bits = (bits << 16) | UInt32(unit)
            count += 16
            while count >= 6 {
                put()
                count -= 6
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 {
            bits <<= UInt32(6 - count)
            count = 6
            put()
        }
        return text + "-"
    }

    private static func unshifted(_ letters: [UInt8]) -> [UInt16]? {
        var units: [UInt16] = []
        var (bits, count) = (UInt32(0), 0)
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            bits = (bits << 6) | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return units
    }
}
