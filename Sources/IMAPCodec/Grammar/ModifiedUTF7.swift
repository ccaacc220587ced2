/// The encoding of mailbox names (RFC 3501 §5.1.3): printable ASCII as it is, everything else as UTF-16 in a
/// base64 of its own between `&` and `-`.
package enum ModifiedUTF7 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

    package static func encode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var run: [UInt16] = []
        for scalar in text.unicodeScalars {
            guard (0x20...0x7E).contains(scalar.value) else {
                run.append(contentsOf: scalar.utf16)
                continue
            }
            flush(&run, into: &result)
            result.append(UInt8(truncatingIfNeeded: scalar.value))
            if scalar == "&" { result.append(UInt8(ascii: "-")) }
        }
        flush(&run, into: &result)
        return result
    }

    /// Decodes a name; nil when the bytes are not well-formed (a server that sends raw UTF-8, for example).
    package static func decode(_ bytes: [UInt8]) -> String? {
        var units: [UInt16] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "&") else {
                guard (0x20...0x7E).contains(byte) else { return nil }
                units.append(UInt16(byte))
                continue
            }
            guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
            if end == index {
                units.append(UInt16(UInt8(ascii: "&")))
            } else {
                guard decodeRun(bytes[index..<end], into: &units) else { return nil }
            }
            index = end + 1
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func flush(_ run: inout [UInt16], into result: inout [UInt8]) {
        guard !run.isEmpty else { return }
        result.append(UInt8(ascii: "&"))
        var bits: UInt32 = 0
        var count = 0
        for unit in run {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                result.append(alphabet[Int(bits >> UInt32(count)) & 0x3F])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { result.append(alphabet[Int(bits << UInt32(6 - count)) & 0x3F]) }
        result.append(UInt8(ascii: "-"))
        run.removeAll()
    }

    private static func decodeRun(_ encoded: ArraySlice<UInt8>, into units: inout [UInt16]) -> Bool {
        var bits: UInt32 = 0
        var count = 0
        for byte in encoded {
            guard let value = values[byte] else { return false }
            bits = bits << 6 | value
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        // Left-over bits must be zero padding, fewer than one base64 digit's.
        return count < 6 && bits == 0
    }
}
