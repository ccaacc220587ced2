internal import NIOCore

extension SandboxRefusal: Error {
    /// A command that is not as RFC 3501 §9 wants it.
    static func syntax(_ reason: String) -> SandboxRefusal { SandboxRefusal(.bad, reason) }
}

/// Reads a command word by word.
struct IMAPArguments {
    private let pieces: [IMAPCommandPiece]
    private let limits: IMAPServerLimits
    private var piece = 0
    private var offset = 0

    init(_ pieces: [IMAPCommandPiece], limits: IMAPServerLimits) {
        self.pieces = pieces
        self.limits = limits
    }

    /// The next byte of text; nil at the end and where a literal comes.
    var peek: UInt8? {
        guard piece < pieces.count, case .text(let text) = pieces[piece], offset < text.count else { return nil }
        return text[offset]
    }

    var isAtEnd: Bool { peek == nil && !isAtLiteral }

    /// All of the command's text, literals left out.
    var text: [UInt8] {
        pieces.flatMap { if case .text(let text) = $0 { text } else { [UInt8]() } }
    }

    private var isAtLiteral: Bool {
        guard peek == nil, piece < pieces.count else { return false }
        if case .literal = pieces[piece] { return true }
        return piece + 1 < pieces.count
    }

    // MARK: Single bytes

    /// - Returns: whether it came next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(SandboxRefusal) {
        guard take(character) else { throw SandboxRefusal.syntax("Expected '\(character)'.") }
    }

    mutating func space() throws(SandboxRefusal) { try expect(" ") }

    func end() throws(SandboxRefusal) {
        guard isAtEnd else { throw SandboxRefusal.syntax("Additional arguments found after last expected argument.") }
    }

    // MARK: Words

    private static let specials = Set("(){%*\"\\ ".utf8)

    /// Letters up to what ends an atom.
    ///
    /// - Parameter also: characters that count as an atom's here.
    mutating func word(also: String = "") throws(SandboxRefusal) -> String {
        var bytes: [UInt8] = []
        while let byte = peek, byte > 0x1F, byte != 0x7F, !Self.specials.contains(byte) || also.utf8.contains(byte) {
            bytes.append(byte)
            offset += 1
        }
        guard !bytes.isEmpty else { throw SandboxRefusal.syntax("A word is missing.") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Characters up to a blank or one of these; none is no error.
    mutating func letters(before ends: String) -> String {
        var bytes: [UInt8] = []
        while let byte = peek, (0x21...0x7E).contains(byte), !ends.utf8.contains(byte) {
            bytes.append(byte)
            offset += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The next word in capital letters.
    mutating func keyword() throws(SandboxRefusal) -> String { try word().uppercased() }

    /// An atom, a quoted string or a literal.
    mutating func astring() throws(SandboxRefusal) -> [UInt8] {
        if peek == UInt8(ascii: "\"") || isAtLiteral { return try string() }
        return Array(try word().utf8)
    }

    mutating func astringText() throws(SandboxRefusal) -> String { String(decoding: try astring(), as: UTF8.self) }

    /// A quoted string or a literal.
    mutating func string() throws(SandboxRefusal) -> [UInt8] {
        if isAtLiteral { return Array(try literal().readableBytesView) }
        try expect("\"")
        var bytes: [UInt8] = []
        while let byte = peek {
            offset += 1
            if byte == UInt8(ascii: "\"") { return bytes }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = peek else { break }
                offset += 1
                bytes.append(escaped)
            } else {
                bytes.append(byte)
            }
        }
        throw SandboxRefusal.syntax("A quoted string does not end.")
    }

    /// A string, or nil for NIL.
    mutating func nilString() throws(SandboxRefusal) -> [UInt8]? {
        if peek == UInt8(ascii: "\"") || isAtLiteral { return try string() }
        guard try keyword() == "NIL" else { throw SandboxRefusal.syntax("Expected a string or NIL.") }
        return nil
    }

    /// A name with wildcards, as LIST takes it.
    mutating func listMailbox() throws(SandboxRefusal) -> [UInt8] {
        if peek == UInt8(ascii: "\"") || isAtLiteral { return try string() }
        return Array(try word(also: "%*").utf8)
    }

    mutating func literal() throws(SandboxRefusal) -> ByteBuffer {
        if piece < pieces.count, case .text(let text) = pieces[piece], offset == text.count {
            piece += 1
            offset = 0
        }
        guard piece < pieces.count, case .literal(let bytes) = pieces[piece] else {
            throw SandboxRefusal.syntax("A literal is missing.")
        }
        piece += 1
        return bytes
    }

    mutating func number() throws(SandboxRefusal) -> UInt64 {
        var digits = ""
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            digits.unicodeScalars.append(Unicode.Scalar(byte))
            offset += 1
        }
        guard let number = UInt64(digits) else { throw SandboxRefusal.syntax("Expected a number.") }
        return number
    }

    // MARK: Lists

    /// Elements in parentheses with one blank between them; none is a list as well.
    mutating func list(_ element: (inout IMAPArguments) throws(SandboxRefusal) -> Void) throws(SandboxRefusal) {
        try expect("(")
        guard !take(")") else { return }
        while true {
            try element(&self)
            if take(")") { return }
            try space()
        }
    }

    /// Flags in parentheses.
    mutating func flags() throws(SandboxRefusal) -> [String] {
        var names: [String] = []
        try list { arguments throws(SandboxRefusal) in names.append(try arguments.flag()) }
        guard names.count <= limits.keywords else { throw SandboxRefusal.syntax("Too many flags.") }
        return names
    }

    /// A flag: a backslash stands at its beginning or nowhere.
    mutating func flag() throws(SandboxRefusal) -> String {
        let isSystem = take("\\")
        return try (isSystem ? "\\" : "") + word()
    }

    /// A set of numbers such as `1:4,7,9:*`.
    mutating func numberSet() throws(SandboxRefusal) -> IMAPNumberSet {
        var set = IMAPNumberSet()
        repeat {
            guard set.ranges.count < limits.ranges else { throw SandboxRefusal.syntax("Too many ranges.") }
            let first = try setNumber()
            set.ranges.append((first, take(":") ? try setNumber() : first))
        } while take(",")
        return set
    }

    /// Nil is `*`.
    private mutating func setNumber() throws(SandboxRefusal) -> UInt32? {
        if take("*") { return nil }
        guard let number = UInt32(exactly: try number()), number > 0 else {
            throw SandboxRefusal.syntax("Not a number of a message.")
        }
        return number
    }
}
