/// A value with parameters behind it, such as a Content-Type (RFC 2045 §5.1).
struct ParameterizedValue {
    private(set) var value = ""
    private(set) var parameters: [(name: String, value: [UInt8])] = []

    private static let mostParameters = 100

    init(_ bytes: [UInt8]) {
        var parts = Self.parts(of: bytes)[...]
        value = String(decoding: parts.popFirst() ?? [], as: UTF8.self)
        for part in parts.prefix(Self.mostParameters) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = HeaderBlock.unfolded(part[..<equals])
            guard !name.isEmpty else { continue }
            parameters.append(
                (
                    String(decoding: name, as: UTF8.self).lowercased(),
                    Self.unquoted(HeaderBlock.unfolded(part[(equals + 1)...]))
                ))
        }
    }

    subscript(name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

    /// Divided by semicolons that are not within quotation marks.
    private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = [[]]
        var (isQuoted, isEscaped) = (false, false)
        for byte in bytes {
            if byte == UInt8(ascii: ";"), !isQuoted {
                parts.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            parts[parts.count - 1].append(byte)
        }
        return parts.map { HeaderBlock.unfolded($0) }
    }

    private static func unquoted(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 1, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else { return bytes }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in bytes.dropFirst().dropLast() {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                result.append(byte)
                isEscaped = false
            }
        }
        return result
    }
}
