internal import MailCore

/// Builds one command: its bytes, the places where the server must first say "go ahead", and the redacted text
/// for the transcript. The only way arguments get into a command.
package struct CommandBuffer: Sendable {
    /// Pieces to send; between two of them stands a synchronising literal's `{n}` and the server must answer `+`.
    package private(set) var segments: [[UInt8]] = [[]]
    /// What the transcript shows; secrets are tokens of their own kind, so they never get here.
    package private(set) var transcript = ""
    private let literals: LiteralSupport

    package init(literals: LiteralSupport) { self.literals = literals }

    package mutating func raw(_ text: String) {
        append(Array(text.utf8))
        transcript += text
    }

    /// `astring` (RFC 9051 §9): an atom if it can be, quoted if it must, a literal when nothing else carries it.
    ///
    /// - Parameter asAtom: false for `string`, which has no atoms.
    /// - Throws: ``CommandEncodingError`` for NUL, CR and LF, which no name, user or password needs and which only
    ///   ever serve to smuggle a command in.
    package mutating func string(_ bytes: [UInt8], asAtom: Bool = true) throws(CommandEncodingError) {
        try appendString(bytes, asAtom: asAtom)
        transcript += String(decoding: bytes, as: UTF8.self)
    }

    package mutating func secret(_ bytes: [UInt8]) throws(CommandEncodingError) {
        try appendString(bytes, asAtom: true)
        transcript += "‹secret›"
    }

    /// A secret that is an atom already (base64 of a SASL response).
    package mutating func secretAtom(_ bytes: [UInt8]) {
        append(bytes)
        transcript += "‹secret›"
    }

    /// Overwrites what was built, after it was sent.
    package mutating func wipe() {
        for index in segments.indices { segments[index].wipe() }
    }

    private mutating func append(_ bytes: [UInt8]) {
        segments[segments.count - 1].append(contentsOf: bytes)
    }

    private mutating func appendString(_ bytes: [UInt8], asAtom: Bool) throws(CommandEncodingError) {
        guard !bytes.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else { throw .forbiddenByte }
        if asAtom, Self.isAtom(bytes) {
            append(bytes)
        } else if Self.canBeQuoted(bytes) {
            append(Self.quoted(bytes))
        } else {
            let waits = literals.needsGoAhead(size: UInt64(bytes.count))
            append(Array("{\(bytes.count)\(waits ? "" : "+")}\r\n".utf8))
            if waits { segments.append([]) }
            append(bytes)
        }
    }

    /// NIL would be taken for the absence of a string.
    private static func isAtom(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(\.isIMAPAtomCharacter) && bytes.map(\.asciiUppercased) != Array("NIL".utf8)
    }

    /// Longer strings are for no quoted string of a careful server's.
    static func canBeQuoted(_ bytes: [UInt8]) -> Bool {
        bytes.count <= 1_024 && bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
        }
        result.append(UInt8(ascii: "\""))
        return result
    }
}

/// Why an argument cannot stand in a command.
package enum CommandEncodingError: Error, Hashable, Sendable {
    /// NUL, CR or LF.
    case forbiddenByte
}
