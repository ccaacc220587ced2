/// A SEARCH: what is looked for, and in which form it is answered.
struct SearchRequest {
    /// RFC 4731; nil is a plain SEARCH response.
    private(set) var returns: Set<String>?
    private(set) var partial: PartialRange?
    private(set) var key = SearchKey.all
    private(set) var usesModSeq = false
    private var count = 0
    private let limits: IMAPServerLimits
    private let allowed: Set<IMAPExtension>

    init(
        _ arguments: inout IMAPArguments, limits: IMAPServerLimits, allowed: Set<IMAPExtension>
    ) throws(SandboxRefusal) {
        self.limits = limits
        self.allowed = allowed
        try arguments.space()
        var first = try firstWord(&arguments)
        if first == "RETURN", allowed.contains(.esearch) {
            try arguments.space()
            try readReturn(&arguments)
            try arguments.space()
            first = try firstWord(&arguments)
        }
        if first == "CHARSET" {
            try arguments.space()
            let name = try arguments.astringText().uppercased()
            guard ["UTF-8", "US-ASCII"].contains(name) else {
                throw SandboxRefusal(.no, "[BADCHARSET (US-ASCII UTF-8)] Unknown charset.")
            }
            try arguments.space()
            first = try firstWord(&arguments)
        }
        var keys = [try readKey(&arguments, first, depth: 0)]
        while arguments.take(" ") { keys.append(try readKey(&arguments, try firstWord(&arguments), depth: 0)) }
        try arguments.end()
        key = .and(keys)
    }

    private mutating func readReturn(_ arguments: inout IMAPArguments) throws(SandboxRefusal) {
        var options: Set<String> = []
        try arguments.list { arguments throws(SandboxRefusal) in
            let option = try arguments.keyword()
            guard
                ["MIN", "MAX", "ALL", "COUNT"].contains(option) || (option == "PARTIAL" && allowed.contains(.partial))
            else { throw SandboxRefusal.syntax("Unknown return option.") }
            options.insert(option)
            if option == "PARTIAL" {
                try arguments.space()
                partial = try PartialRange(&arguments)
            }
        }
        returns = options.isEmpty ? ["ALL"] : options
    }

    // MARK: Keys

    /// Empty where a parenthesis or a set of numbers comes.
    private func firstWord(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        guard let byte = arguments.peek, byte != UInt8(ascii: "("), byte != UInt8(ascii: "*"),
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        else { return "" }
        return try arguments.keyword()
    }

    private mutating func readKey(
        _ arguments: inout IMAPArguments, _ word: String, depth: Int
    ) throws(SandboxRefusal) -> SearchKey {
        count += 1
        guard count <= limits.searchKeys, depth <= limits.nesting else { throw .syntax("The search is too complex.") }
        switch word {
        case "":
            guard arguments.peek == UInt8(ascii: "(") else {
                return .numbers(try arguments.numberSet(), areUIDs: false)
            }
            var keys: [SearchKey] = []
            try arguments.list { arguments throws(SandboxRefusal) in
                keys.append(try readKey(&arguments, try firstWord(&arguments), depth: depth + 1))
            }
            return .and(keys)
        case "NOT":
            try arguments.space()
            return .not(try readKey(&arguments, try firstWord(&arguments), depth: depth + 1))
        case "OR":
            try arguments.space()
            let one = try readKey(&arguments, try firstWord(&arguments), depth: depth + 1)
            try arguments.space()
            return .or(one, try readKey(&arguments, try firstWord(&arguments), depth: depth + 1))
        default:
            if let key = Self.simple(word) { return key }
            try arguments.space()
            return try readValue(&arguments, word)
        }
    }

    private static func simple(_ word: String) -> SearchKey? {
        switch word {
        case "ALL", "OLD": .all
        case "NEW", "RECENT": SearchKey.none
        case "ANSWERED": .flag(.answered)
        case "DELETED": .flag(.deleted)
        case "DRAFT": .flag(.draft)
        case "FLAGGED": .flag(.flagged)
        case "SEEN": .flag(.seen)
        case "UNANSWERED": .not(.flag(.answered))
        case "UNDELETED": .not(.flag(.deleted))
        case "UNDRAFT": .not(.flag(.draft))
        case "UNFLAGGED": .not(.flag(.flagged))
        case "UNSEEN": .not(.flag(.seen))
        default: nil
        }
    }

    private mutating func readValue(_ arguments: inout IMAPArguments, _ word: String) throws(SandboxRefusal)
        -> SearchKey
    {
        switch word {
        case "BCC", "CC", "FROM", "SUBJECT", "TO":
            return .header(name: word.lowercased(), text: try arguments.astring())
        case "HEADER":
            let name = try arguments.astringText().lowercased()
            try arguments.space()
            return .header(name: name, text: try arguments.astring())
        case "BODY": return .body(try arguments.astring())
        case "TEXT": return .text(try arguments.astring())
        case "KEYWORD": return .keyword(try arguments.word())
        case "UNKEYWORD": return .not(.keyword(try arguments.word()))
        case "LARGER": return .larger(try arguments.number())
        case "SMALLER": return .smaller(try arguments.number())
        case "UID": return .numbers(try arguments.numberSet(), areUIDs: true)
        case "BEFORE": return .date(.before, day: try day(&arguments), isSent: false)
        case "ON": return .date(.on, day: try day(&arguments), isSent: false)
        case "SINCE": return .date(.since, day: try day(&arguments), isSent: false)
        case "SENTBEFORE": return .date(.before, day: try day(&arguments), isSent: true)
        case "SENTON": return .date(.on, day: try day(&arguments), isSent: true)
        case "SENTSINCE": return .date(.since, day: try day(&arguments), isSent: true)
        case "MODSEQ" where allowed.contains(.condstore): return try modSeq(&arguments)
        case "EMAILID" where allowed.contains(.objectID): return .emailID(try identifier(&arguments, after: "M"))
        case "THREADID" where allowed.contains(.objectID): return .threadID(try identifier(&arguments, after: "T"))
        case "X-GM-MSGID" where allowed.contains(.gmail): return .emailID(try arguments.number())
        case "X-GM-THRID" where allowed.contains(.gmail): return .threadID(try arguments.number())
        default: throw .syntax("Unknown search key \(word).")
        }
    }

    private func day(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> Int {
        guard let day = IMAPDateText.days(try arguments.astringText()) else { throw .syntax("Invalid date.") }
        return day
    }

    /// `MODSEQ ["/flags/\\draft" all] 620162338` (RFC 7162 §3.1.5)
    private mutating func modSeq(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> SearchKey {
        if arguments.peek == UInt8(ascii: "\"") {
            _ = try arguments.string()
            try arguments.space()
            _ = try arguments.keyword()
            try arguments.space()
        }
        usesModSeq = true
        return .modSeq(try arguments.number())
    }

    private func identifier(_ arguments: inout IMAPArguments, after letter: Character) throws(SandboxRefusal) -> UInt64
    {
        let text = try arguments.astringText()
        // One that was never given out is no error, and found nowhere.
        return text.first == letter ? UInt64(text.dropFirst()) ?? 0 : 0
    }
}
