internal import IMAPCodec

/// One level of a folder's name, character by character, however its server spells it.
struct MailboxLevel: Hashable, Sendable {
    /// Unicode scalars; a byte that is no part of one, as servers with raw names in old charsets hand out, counts as
    /// U+DC00 and the byte, which no text can hold.
    let characters: [UInt32]

    init(characters: [UInt32]) { self.characters = characters }

    /// Reads a level as it is shown or typed.
    init(_ text: String) { self.init(characters: text.unicodeScalars.map(\.value)) }

    /// Reads a level off the wire.
    init(wire: [UInt8]) {
        if let text = ModifiedUTF7.decode(wire) {
            self.init(text)
        } else {
            self.init(characters: Self.characters(of: wire))
        }
    }

    static let inbox = MailboxLevel("INBOX")

    /// INBOX is the same in any case (RFC 9051 §5.1).
    var isInbox: Bool { characters.count == 5 && text.uppercased() == Self.inbox.text }

    /// For people; a stray byte is shown as U+FFFD.
    var text: String {
        String(String.UnicodeScalarView(characters.map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
    }

    private static func characters(of bytes: [UInt8]) -> [UInt32] {
        var characters: [UInt32] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = rest.makeIterator()
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                characters.append(Unicode.UTF8.decode(encoded).value)
                rest = rest.dropFirst(encoded.count)
            case .error, .emptyInput:
                characters += rest.prefix(1).map { MailboxEscape.strayBytes + UInt32($0) }
                rest = rest.dropFirst()
            }
        }
        return characters
    }
}
