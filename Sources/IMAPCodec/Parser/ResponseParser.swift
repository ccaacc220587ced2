internal import MailCore

/// Reads one complete response. Grammar functions stand in extensions by topic, named after the ABNF rules.
struct ResponseParser {
    let bytes: [UInt8]
    private let literals: [ResponseAssembly.Literal]
    var index = 0
    private var literalIndex = 0
    private var depth = 0

    private init(_ assembly: ResponseAssembly) {
        bytes = assembly.text
        literals = assembly.literals
    }

    /// A tagged response must be well-formed, because it settles a command. An untagged one that is not is
    /// skipped: real servers send such lines, and framing has already kept us in step.
    static func parse(_ assembly: ResponseAssembly) throws(IMAPParseError) -> Response {
        var parser = ResponseParser(assembly)
        if parser.consume(UInt8(ascii: "+")) {
            _ = parser.consume(UInt8(ascii: " "))
            return .continuation(text: Array(parser.rest))
        }
        guard parser.bytes.starts(with: "* ".utf8) else { return try parser.tagged() }
        parser.index = 2
        do {
            return .untagged(try parser.untagged())
        } catch {
            if case .limitExceeded = error { throw error }
            return .untagged(.other(name: "UNREADABLE"))
        }
    }

    /// The attributes of a FETCH response that is complete only up to its streamed BODY[].
    static func parseFetchPrefix(_ assembly: ResponseAssembly) -> FetchAttributes {
        var parser = ResponseParser(assembly)
        parser.index = 2
        guard let number = try? parser.number(), parser.consume(UInt8(ascii: " ")),
            let name = try? parser.atom(), name.uppercased() == "FETCH",
            let attributes = try? parser.fetchAttributes(sequenceNumber: number, mayEndEarly: true)
        else { return FetchAttributes(sequenceNumber: 0) }
        return attributes
    }

    private mutating func tagged() throws(IMAPParseError) -> Response {
        let tag = try atom()
        try expectSpace()
        guard let kind = StatusResponse.Kind(rawValue: try atom().uppercased()), kind != .bye, kind != .preauth else {
            throw .unexpected(at: index)
        }
        return .tagged(tag: tag, statusResponse(kind))
    }

    private mutating func untagged() throws(IMAPParseError) -> UntaggedResponse {
        if let digit = peek, digit.asciiDigitValue != nil { return try numbered() }
        let name = try atom().uppercased()
        if let kind = StatusResponse.Kind(rawValue: name) { return .status(statusResponse(kind)) }
        switch name {
        case "CAPABILITY": return .capability(capabilities())
        case "ENABLED": return .enabled(capabilities())
        case "LIST": return .list(try mailboxListing())
        case "LSUB": return .lsub(try mailboxListing())
        case "NAMESPACE": return .namespace(personal: try personalNamespaces())
        case "STATUS": return try mailboxStatus()
        case "QUOTA": return .quota(try quota())
        case "FLAGS": return .flags(try flagList())
        case "SEARCH": return .search(searchResult())
        case "ESEARCH": return try extendedSearch()
        case "VANISHED": return try vanished()
        case "ID": return .id(try idPairs())
        default: return .other(name: String(name.prefix(32)))
        }
    }

    private mutating func numbered() throws(IMAPParseError) -> UntaggedResponse {
        let number = try number()
        try expectSpace()
        let name = try atom().uppercased()
        switch name {
        case "EXISTS": return .exists(number)
        case "EXPUNGE": return .expunge(number)
        case "FETCH": return .fetch(try fetchAttributes(sequenceNumber: number, mayEndEarly: false))
        default: return .other(name: String(name.prefix(32)))
        }
    }

    /// The literal announced at the current place.
    mutating func literal() throws(IMAPParseError) -> ResponseAssembly.Literal {
        let start = index
        guard literalIndex < literals.count, let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")),
            bytes.count >= close + 3
        else { throw .unexpected(at: start) }
        index = close + 3
        literalIndex += 1
        return literals[literalIndex - 1]
    }

    /// Runs a rule one level of parentheses deeper.
    mutating func nested<Result>(
        _ rule: (inout ResponseParser) throws(IMAPParseError) -> Result
    ) throws(IMAPParseError) -> Result {
        guard depth < ByteLimits.imapNesting else { throw .limitExceeded(.nesting) }
        depth += 1
        defer { depth -= 1 }
        return try rule(&self)
    }
}
