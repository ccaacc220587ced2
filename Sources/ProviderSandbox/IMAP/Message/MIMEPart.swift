internal import NIOCore

/// A message or one of its parts, as places in its bytes (RFC 2045, RFC 2046).
struct MIMEPart {
    let header: HeaderBlock
    /// The header, with the empty line behind it.
    let headerRange: Range<Int>
    let body: Range<Int>
    private(set) var type = "TEXT"
    private(set) var subtype = "PLAIN"
    private(set) var parameters: [(name: String, value: [UInt8])] = []
    /// Of a multipart; of a message within a message: that message.
    private(set) var children: [MIMEPart] = []

    var isMultipart: Bool { type == "MULTIPART" }
    var isMessage: Bool { type == "MESSAGE" && (subtype == "RFC822" || subtype == "GLOBAL") && !children.isEmpty }

    /// Deeper parts are shown as they are, and so is what comes behind so many parts.
    private static let (deepest, most) = (30, 500)

    /// A whole message.
    init(_ bytes: ByteBufferView) {
        var count = 0
        self.init(bytes, in: bytes.startIndex..<bytes.endIndex, depth: 0, count: &count, isInDigest: false)
    }

    private init(_ bytes: ByteBufferView, in range: Range<Int>, depth: Int, count: inout Int, isInDigest: Bool) {
        count += 1
        header = HeaderBlock(bytes, in: range)
        headerRange = range.lowerBound..<header.end
        body = header.end..<range.upperBound
        if isInDigest { (type, subtype) = ("MESSAGE", "RFC822") }
        let content = header.value(of: "content-type", bytes).map { ParameterizedValue($0) }
        if let content {
            let names = content.value.uppercased().split(separator: "/", omittingEmptySubsequences: false)
            if names.count == 2, !names[0].isEmpty, !names[1].isEmpty {
                (type, subtype) = (String(names[0]), String(names[1]))
                parameters = content.parameters
            }
        }
        if depth < Self.deepest {
            findChildren(bytes, boundary: content?["boundary"] ?? [], depth: depth, count: &count)
        }
        // A part that cannot be looked into.
        if isMultipart, children.isEmpty { (type, subtype, parameters) = ("TEXT", "PLAIN", []) }
    }

    private mutating func findChildren(_ bytes: ByteBufferView, boundary: [UInt8], depth: Int, count: inout Int) {
        if isMultipart, !boundary.isEmpty {
            for part in Self.split(bytes, body, boundary) where count < Self.most {
                children.append(
                    MIMEPart(bytes, in: part, depth: depth + 1, count: &count, isInDigest: subtype == "DIGEST"))
            }
        } else if type == "MESSAGE", subtype == "RFC822" || subtype == "GLOBAL", count < Self.most {
            children = [MIMEPart(bytes, in: body, depth: depth + 1, count: &count, isInDigest: false)]
        }
    }

    /// The parts between the lines of a boundary (RFC 2046 §5.1.1); the line end before such a line belongs to it.
    private static func split(_ bytes: ByteBufferView, _ body: Range<Int>, _ boundary: [UInt8]) -> [Range<Int>] {
        let delimiter = Array("--".utf8) + boundary
        var parts: [Range<Int>] = []
        var start: Int?
        var line = body.lowerBound
        while line < body.upperBound, parts.count < most {
            let next =
                bytes[line..<body.upperBound].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? body.upperBound
            if bytes[line..<next].starts(with: delimiter) {
                let rest = bytes[(line + delimiter.count)..<next]
                let isLast = rest.starts(with: "--".utf8)
                guard isLast || rest.allSatisfy({ $0 <= 0x20 }) else {
                    line = next
                    continue
                }
                if let start { parts.append(start..<max(start, beforeLineEnd(bytes, line, start))) }
                start = next
                if isLast { return parts }
            }
            line = next
        }
        if let start, parts.count < most { parts.append(start..<body.upperBound) }
        return parts
    }

    private static func beforeLineEnd(_ bytes: ByteBufferView, _ line: Int, _ start: Int) -> Int {
        guard line > start else { return start }
        return line - 1 > start && bytes[line - 2] == UInt8(ascii: "\r") ? line - 2 : line - 1
    }

    /// Lines of a range.
    static func lines(_ bytes: ByteBufferView, _ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }
}
