internal import MailCore

/// FETCH responses (RFC 9051 §7.5.2).
extension ResponseParser {
    /// - Parameter mayEndEarly: the text stops behind a streamed body; what came before is enough.
    mutating func fetchAttributes(sequenceNumber: UInt32, mayEndEarly: Bool) throws(IMAPParseError) -> FetchAttributes {
        try expectSpace()
        try expect(UInt8(ascii: "("))
        var attributes = FetchAttributes(sequenceNumber: sequenceNumber)
        while true {
            skipSpaces()
            if consume(UInt8(ascii: ")")) { return attributes }
            if mayEndEarly, peek == nil { return attributes }
            try fetchItem(into: &attributes)
        }
    }

    private mutating func fetchItem(into attributes: inout FetchAttributes) throws(IMAPParseError) {
        let name = try atom().uppercased()
        switch name {
        case "UID":
            try expectSpace()
            attributes.uid = UID(try number())
        case "FLAGS":
            attributes.flags = try flagList()
        case "INTERNALDATE":
            try expectSpace()
            attributes.internalDate = try nstring().flatMap { InternalDate(parsing: $0) }
        case "MODSEQ":
            try expectSpace()
            guard peek == UInt8(ascii: "(") else { return try skipValue() }
            // -1 has been seen: no mod-sequence, not a broken response.
            try list { parser throws(IMAPParseError) in
                attributes.modSeq = UInt64(try parser.atom()).flatMap { ModSequence($0) }
            }
        case "RFC822.SIZE":
            try expectSpace()
            // Mail.ru has been seen to send 9.3736e+06: an unknown size, not a broken connection.
            attributes.size = UInt64(try atom())
        case "BODY" where peek == UInt8(ascii: "["):
            try bodySection(into: &attributes)
        case "RFC822":
            try expectSpace()
            attributes.body = try message()
        default:
            if peek == UInt8(ascii: "[") { try skipSection() }
            skipSpaces()
            try skipValue()
        }
    }

    private mutating func bodySection(into attributes: inout FetchAttributes) throws(IMAPParseError) {
        let start = index
        try skipSection()
        let section = bytes[start..<index].map(\.asciiUppercased)
        try expectSpace()
        if section == Array("[]".utf8) {
            attributes.body = try message()
        } else if section.starts(with: "[HEADER".utf8) {
            attributes.header = try nstring() ?? []
        } else {
            try skipValue()
        }
    }

    private mutating func message() throws(IMAPParseError) -> FetchAttributes.Body {
        guard peek == UInt8(ascii: "{") || peek == UInt8(ascii: "~") else {
            return try nstring().map { .inline($0) } ?? .missing
        }
        switch try literal() {
        case .streamed(let size): return .streamed(size)
        case .inline(let bytes): return .inline(bytes)
        }
    }
}
