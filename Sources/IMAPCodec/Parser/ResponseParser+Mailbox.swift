/// LIST, LSUB, NAMESPACE and flag lists (RFC 9051 §7.3).
extension ResponseParser {
    mutating func mailboxListing() throws(IMAPParseError) -> MailboxListing {
        try expectSpace()
        var attributes: Set<MailboxAttribute> = []
        try list { parser throws(IMAPParseError) in attributes.insert(MailboxAttribute(try parser.atom())) }
        try expectSpace()
        let separator = try nstring()?.first
        try expectSpace()
        return MailboxListing(name: try mailbox(until: bytes.count), separator: separator, attributes: attributes)
    }

    /// A name that is neither quoted nor a literal may hold brackets, and on some servers blanks and parentheses:
    /// its end is known only by what follows it.
    private mutating func mailbox(until end: Int) throws(IMAPParseError) -> MailboxName {
        if let byte = peek, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") {
            return MailboxName(wire: try nstring() ?? [])
        }
        guard end > index else { throw .unexpected(at: index) }
        defer { index = end }
        return MailboxName(wire: Array(bytes[index..<end]))
    }

    mutating func mailboxStatus() throws(IMAPParseError) -> UntaggedResponse {
        try expectSpace()
        guard let values = rest.lastIndex(of: UInt8(ascii: "(")) else { throw .unexpected(at: index) }
        let name = try mailbox(until: values - 1)
        try expectSpace()
        var status = MailboxStatus()
        try list { parser throws(IMAPParseError) in
            let item = try parser.atom().uppercased()
            try parser.expectSpace()
            switch item {
            case "MESSAGES": status.messages = try parser.number()
            // Where the last identifier is given away, some servers name one that cannot be.
            case "UIDNEXT": status.uidNext = UInt32(exactly: try parser.number64()).flatMap { UID($0) }
            case "UIDVALIDITY": status.uidValidity = UInt32(exactly: try parser.number64()).map { UIDValidity($0) }
            case "HIGHESTMODSEQ": status.highestModSeq = ModSequence(try parser.number64())
            // NIL where there is none (RFC 7889 §5).
            case "APPENDLIMIT" where parser.peek?.asciiDigitValue != nil: status.appendLimit = try parser.number64()
            default: try parser.skipValue()
            }
        }
        return .mailboxStatus(name, status)
    }

    mutating func personalNamespaces() throws(IMAPParseError) -> [MailboxNamespace] {
        try expectSpace()
        guard peek == UInt8(ascii: "(") else { return [] }
        var namespaces: [MailboxNamespace] = []
        try list { parser throws(IMAPParseError) in
            var values: [[UInt8]?] = []
            // Beyond prefix and separator there may be extensions (RFC 2342 §5).
            try parser.list { inner throws(IMAPParseError) in
                if values.count < 2 { values.append(try inner.nstring()) } else { try inner.skipValue() }
            }
            guard values.count == 2, let prefix = values[0] else { return }
            namespaces.append(MailboxNamespace(prefix: prefix, separator: values[1]?.first))
        }
        return namespaces
    }

    /// RFC 9208 §4.2.1; the name of the root is of no use to us, and may be empty or left out.
    mutating func quota() throws(IMAPParseError) -> [QuotaResource] {
        try expectSpace()
        if peek != UInt8(ascii: "(") {
            _ = try nstring()
            try expectSpace()
        }
        var resources: [QuotaResource] = []
        try list { parser throws(IMAPParseError) in
            let name = try parser.atom().uppercased()
            try parser.expectSpace()
            let used = try parser.number64()
            try parser.expectSpace()
            resources.append(QuotaResource(name: name, used: used, limit: try parser.number64()))
        }
        return resources
    }

    /// Flags as sent; a bracket inside a keyword is illegal, and seen.
    mutating func flagList() throws(IMAPParseError) -> [Flag] {
        skipSpaces()
        var flags: [Flag] = []
        try list { parser throws(IMAPParseError) in
            let start = parser.index
            while let byte = parser.peek, byte != UInt8(ascii: " "), byte != UInt8(ascii: ")") { parser.index += 1 }
            guard parser.index > start else { throw .unexpected(at: start) }
            flags.append(Flag(String(decoding: parser.bytes[start..<parser.index], as: UTF8.self)))
        }
        return flags
    }
}
