/// The tokens every rule is made of (RFC 9051 §9).
extension ResponseParser {
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    var rest: ArraySlice<UInt8> { bytes[index...] }

    mutating func consume(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(IMAPParseError) {
        guard consume(byte) else { throw .unexpected(at: index) }
    }

    /// One blank by the grammar; some servers send more.
    mutating func expectSpace() throws(IMAPParseError) {
        try expect(UInt8(ascii: " "))
        skipSpaces()
    }

    mutating func skipSpaces() {
        while consume(UInt8(ascii: " ")) {}
    }

    /// A run of anything but blanks, parentheses, brackets' openings and quotes.
    mutating func atom() throws(IMAPParseError) -> String {
        let start = index
        while let byte = peek, !Self.endsAtom(byte) { index += 1 }
        guard index > start else { throw .unexpected(at: start) }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func endsAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "\""),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }

    mutating func number() throws(IMAPParseError) -> UInt32 {
        let start = index
        guard let value = UInt32(exactly: try number64()) else { throw .numberTooLarge(at: start) }
        return value
    }

    mutating func number64() throws(IMAPParseError) -> UInt64 {
        let start = index
        var value: UInt64 = 0
        while let digit = peek?.asciiDigitValue {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry else { throw .numberTooLarge(at: start) }
            value = sum
            index += 1
        }
        guard index > start else { throw .unexpected(at: start) }
        return value
    }

    mutating func quoted() throws(IMAPParseError) -> [UInt8] {
        try expect(UInt8(ascii: "\""))
        var value: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                return value
            case UInt8(ascii: "\\"):
                guard let escaped = peek else { throw .unexpected(at: index) }
                value.append(escaped)
                index += 1
            default:
                value.append(byte)
            }
        }
        throw .unexpected(at: index)
    }

    /// `nstring`: nil for NIL. A bare atom is taken as a string, as some servers send it.
    mutating func nstring() throws(IMAPParseError) -> [UInt8]? {
        switch peek {
        case UInt8(ascii: "\""): return try quoted()
        case UInt8(ascii: "{"), UInt8(ascii: "~"):
            guard case .inline(let value) = try literal() else { throw .unexpected(at: index) }
            return value
        default:
            let text = try atom()
            return text.uppercased() == "NIL" ? nil : Array(text.utf8)
        }
    }

    /// `(rule rule …)`, or an empty pair.
    mutating func list(
        _ element: (inout ResponseParser) throws(IMAPParseError) -> Void
    ) throws(IMAPParseError) {
        try expect(UInt8(ascii: "("))
        try nested { parser throws(IMAPParseError) in
            while true {
                parser.skipSpaces()
                if parser.consume(UInt8(ascii: ")")) { return }
                try element(&parser)
            }
        }
    }

    /// Passes over one value of any form.
    mutating func skipValue() throws(IMAPParseError) {
        switch peek {
        case UInt8(ascii: "("):
            try list { parser throws(IMAPParseError) in try parser.skipValue() }
        case UInt8(ascii: "\""):
            _ = try quoted()
        case UInt8(ascii: "{"), UInt8(ascii: "~"):
            _ = try literal()
        default:
            // An item such as BODY[1.MIME]<0> belongs together; a label such as [Gmail]/Spam may stand bare.
            if peek != UInt8(ascii: "[") { _ = try atom() }
            if peek == UInt8(ascii: "[") { try skipSection() }
        }
    }

    mutating func skipSection() throws(IMAPParseError) {
        guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { throw .unexpected(at: index) }
        index = close + 1
        while let byte = peek, byte != UInt8(ascii: " "), byte != UInt8(ascii: ")") { index += 1 }
    }
}
