/// Status responses and what stands alone on a line.
extension ResponseParser {
    /// `resp-text = ["[" resp-text-code "]" SP] text`. Text may be missing altogether, and a code that does not
    /// parse stays part of the words: neither is worth losing a connection for.
    mutating func statusResponse(_ kind: StatusResponse.Kind) -> StatusResponse {
        skipSpaces()
        var code: ResponseCode?
        if peek == UInt8(ascii: "["), let close = endOfCode() {
            code = Self.responseCode(bytes[(index + 1)..<close])
            index = close + 1
            skipSpaces()
        }
        return StatusResponse(kind: kind, code: code, text: Array(rest))
    }

    /// The bracket that closes the code. Flags in PERMANENTFLAGS hold brackets on some servers, so one inside
    /// parentheses does not count, unless the parentheses never close.
    private func endOfCode() -> Int? {
        var depth = 0
        for index in rest.indices {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "]") where depth <= 0: return index
            default: break
            }
        }
        return rest.firstIndex(of: UInt8(ascii: "]"))
    }

    private static func responseCode(_ content: ArraySlice<UInt8>) -> ResponseCode? {
        let words = content.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard let first = words.first else { return nil }
        let name = String(decoding: first, as: UTF8.self).uppercased()
        let text = words.count > 1 ? String(decoding: words[1], as: UTF8.self) : ""
        switch name {
        case "APPENDUID":
            let parts = text.split(separator: " ")
            if parts.count == 2, let validity = UInt32(parts[0]), let set = UIDSet(parsing: parts[1]) {
                return .appendUID(UIDValidity(validity), set)
            }
        case "COPYUID":
            let parts = text.split(separator: " ")
            if parts.count == 3, let validity = UInt32(parts[0]), let from = UIDSet(parsing: parts[1]),
                let to = UIDSet(parsing: parts[2])
            {
                return .copyUID(UIDValidity(validity), from: from, to: to)
            }
        case "UIDNEXT":
            if let uid = UInt32(text).flatMap({ UID($0) }) { return .uidNext(uid) }
        case "UIDVALIDITY":
            if let value = UInt32(text) { return .uidValidity(UIDValidity(value)) }
        case "CAPABILITY":
            return .capability(Set(text.split(separator: " ").map { Capability(rawValue: String($0)) }))
        case "CLOSED":
            return .closed
        case "HIGHESTMODSEQ":
            if let value = UInt64(text).flatMap({ ModSequence($0) }) { return .highestModSeq(value) }
        case "MODIFIED":
            if let set = UIDSet(parsing: text) { return .modified(set) }
        case "NOMODSEQ":
            return .noModSeq
        case "PERMANENTFLAGS":
            let flags = text.split(whereSeparator: { "() ".contains($0) })
            return .permanentFlags(flags.map { Flag(String($0)) })
        default:
            break
        }
        return .other(name: name, text: text)
    }

    func capabilities() -> Set<Capability> {
        Set(rest.split(separator: UInt8(ascii: " ")).map { Capability(rawValue: String(decoding: $0, as: UTF8.self)) })
    }

    /// Numbers that are no identifiers are left out; Gmail and others append `(MODSEQ n)`.
    func searchResult() -> [UID] {
        rest.prefix { $0 != UInt8(ascii: "(") }.split(separator: UInt8(ascii: " ")).compactMap { word in
            UInt32(String(decoding: word, as: UTF8.self)).flatMap { UID($0) }
        }
    }

    mutating func idPairs() throws(IMAPParseError) -> [String: String] {
        try expectSpace()
        guard peek == UInt8(ascii: "(") else { return [:] }
        var pairs: [String: String] = [:]
        try list { parser throws(IMAPParseError) in
            let name = try parser.nstring() ?? []
            try parser.expectSpace()
            let value = try parser.nstring()
            // RFC 2971 §3.3: at most 30 pairs.
            guard pairs.count < 30, let value else { return }
            pairs[String(decoding: name, as: UTF8.self).lowercased()] = String(decoding: value, as: UTF8.self)
        }
        return pairs
    }
}

extension UIDSet {
    /// Reads `uid-set` of RFC 4315 §4; nil when any part is malformed or zero.
    package init?(parsing text: some StringProtocol) {
        self.init()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            // The standard library would read a sign, too.
            guard part.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || $0.asciiDigitValue != nil }) else { return nil }
            let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first > 0, last > 0
            else { return nil }
            append(min(first, last)...max(first, last))
        }
    }
}
