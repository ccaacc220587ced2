internal import NIOCore

/// The fields of a header, as places in the bytes that they stand in (RFC 5322 §2.2).
struct HeaderBlock {
    struct Field {
        /// In small letters.
        let name: String
        /// With its name and its line ends.
        let all: Range<Int>
        let value: Range<Int>
    }

    private(set) var fields: [Field] = []
    /// Behind the empty line that ends the header.
    private(set) var end: Int

    /// More fields than this are not looked at.
    private static let mostFields = 2_000

    init(_ bytes: ByteBufferView, in range: Range<Int>) {
        end = range.lowerBound
        while end < range.upperBound {
            let lineEnd =
                bytes[end..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? range.upperBound
            let line = end..<lineEnd
            let isEmpty = bytes[line].allSatisfy { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
            end = lineEnd
            if isEmpty { return }
            take(line, bytes)
        }
    }

    private mutating func take(_ line: Range<Int>, _ bytes: ByteBufferView) {
        let isFolded = bytes[line.lowerBound] == UInt8(ascii: " ") || bytes[line.lowerBound] == UInt8(ascii: "\t")
        if isFolded, let last = fields.last {
            fields[fields.count - 1] = Field(
                name: last.name, all: last.all.lowerBound..<line.upperBound,
                value: last.value.lowerBound..<line.upperBound)
        } else if fields.count < Self.mostFields, let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self)
            fields.append(
                Field(
                    name: name.filter { $0 != " " && $0 != "\t" }.lowercased(), all: line,
                    value: (colon + 1)..<line.upperBound))
        }
    }

    /// The value of the first field of a name, in one line; nil without one.
    func value(of name: String, _ bytes: ByteBufferView) -> [UInt8]? {
        fields.first { $0.name == name }.map { Self.unfolded(bytes[$0.value]) }
    }

    /// In one line, without blanks at its ends (RFC 5322 §2.2.3).
    static func unfolded(_ value: some Collection<UInt8>) -> [UInt8] {
        var result = value.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        result.removeFirst(result.prefix(while: isBlank).count)
        while let last = result.last, isBlank(last) { result.removeLast() }
        return result
    }
}
