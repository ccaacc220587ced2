/// What FETCH is asked for (RFC 3501 §6.4.5, and extensions).
enum FetchItem: Sendable {
    case uid, flags, internalDate, size, envelope, body, bodyStructure, modSeq, emailID, threadID
    case gmailMessageID, gmailThreadID, gmailLabels
    /// A part of the message by its name: `RFC822`, `RFC822.TEXT`, `BODY[…]`.
    case section(MessageSection, marksSeen: Bool)

    /// The items behind FETCH's set: one, several in parentheses, or a macro.
    static func all(_ arguments: inout IMAPArguments, limits: IMAPServerLimits) throws(SandboxRefusal) -> [FetchItem] {
        var items: [FetchItem] = []
        guard arguments.peek != UInt8(ascii: "(") else {
            try arguments.list { arguments throws(SandboxRefusal) in
                items.append(try item(&arguments, Self.name(&arguments), limits))
                guard items.count <= limits.searchKeys else { throw SandboxRefusal.syntax("Too many items.") }
            }
            return items
        }
        let name = Self.name(&arguments)
        switch name {
        case "ALL": return [.flags, .internalDate, .size, .envelope]
        case "FAST": return [.flags, .internalDate, .size]
        case "FULL": return [.flags, .internalDate, .size, .envelope, .body]
        default: return [try item(&arguments, name, limits)]
        }
    }

    /// Up to what may stand behind it.
    private static func name(_ arguments: inout IMAPArguments) -> String {
        arguments.letters(before: "[()<").uppercased()
    }

    private static func item(
        _ arguments: inout IMAPArguments, _ name: String, _ limits: IMAPServerLimits
    ) throws(SandboxRefusal) -> FetchItem {
        switch name {
        case "UID": return .uid
        case "FLAGS": return .flags
        case "INTERNALDATE": return .internalDate
        case "RFC822.SIZE": return .size
        case "ENVELOPE": return .envelope
        case "BODYSTRUCTURE": return .bodyStructure
        case "MODSEQ": return .modSeq
        case "EMAILID": return .emailID
        case "THREADID": return .threadID
        case "X-GM-MSGID": return .gmailMessageID
        case "X-GM-THRID": return .gmailThreadID
        case "X-GM-LABELS": return .gmailLabels
        case "RFC822": return .section(MessageSection(name: name), marksSeen: true)
        case "RFC822.HEADER": return .section(MessageSection(kind: .header, name: name), marksSeen: false)
        case "RFC822.TEXT": return .section(MessageSection(kind: .text, name: name), marksSeen: true)
        case "BODY" where arguments.peek != UInt8(ascii: "["): return .body
        case "BODY", "BODY.PEEK":
            return .section(try MessageSection(&arguments, limits: limits), marksSeen: name == "BODY")
        default: throw .syntax("Unknown item of FETCH: \(name)")
        }
    }
}

extension MessageSection {
    /// `[1.2.HEADER.FIELDS (FROM TO)]<0.1000>`
    fileprivate init(_ arguments: inout IMAPArguments, limits: IMAPServerLimits) throws(SandboxRefusal) {
        try arguments.expect("[")
        let word = arguments.letters(before: "]").uppercased()
        var words = word.isEmpty ? [] : word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        while let number = words.first.flatMap({ Int($0) }), number > 0 {
            part.append(number)
            words.removeFirst()
            guard part.count <= limits.nesting else { throw .syntax("Too many levels.") }
        }
        name = "BODY[" + word
        switch words.joined(separator: ".") {
        case "": kind = .all
        case "HEADER": kind = .header
        case "TEXT": kind = .text
        case "MIME" where !part.isEmpty: kind = .mime
        case "HEADER.FIELDS": kind = .fields(try fieldNames(&arguments, limits), isExcluding: false)
        case "HEADER.FIELDS.NOT": kind = .fields(try fieldNames(&arguments, limits), isExcluding: true)
        default: throw .syntax("Unknown section.")
        }
        try arguments.expect("]")
        name += "]"
        if arguments.take("<") {
            let offset = try arguments.number()
            try arguments.expect(".")
            let length = try arguments.number()
            try arguments.expect(">")
            guard length > 0 else { throw .syntax("An empty partial.") }
            partial = (Int(clamping: offset), Int(clamping: length))
            name += "<\(offset)>"
        }
    }

    private mutating func fieldNames(
        _ arguments: inout IMAPArguments, _ limits: IMAPServerLimits
    ) throws(SandboxRefusal) -> [String] {
        var names: [String] = []
        try arguments.space()
        try arguments.list { arguments throws(SandboxRefusal) in
            let field = try arguments.astringText()
            // It is repeated in the answer.
            guard !field.isEmpty,
                field.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"()[]\"\\{".utf8.contains($0) })
            else {
                throw SandboxRefusal.syntax("Not the name of a field.")
            }
            names.append(field)
            guard names.count <= limits.searchKeys else { throw SandboxRefusal.syntax("Too many fields.") }
        }
        name += " (\(names.map { $0.uppercased() }.joined(separator: " ")))"
        return names.map { $0.lowercased() }
    }
}
