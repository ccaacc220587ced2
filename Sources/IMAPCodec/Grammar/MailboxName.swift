internal import MailCore

/// The name of a mailbox as the server spells it, and as a person reads it.
///
/// Names on the wire are modified UTF-7 (RFC 9051 §A.1 / RFC 3501 §5.1.3). Many servers hand out names that
/// are not; such a name is kept byte for byte so that it can still be opened.
package struct MailboxName: Hashable, Sendable, CustomStringConvertible {
    /// The bytes sent and received.
    package let wire: [UInt8]

    /// INBOX is the same in any case (RFC 9051 §5.1), so it is spelled in one way here.
    package init(wire: [UInt8]) {
        self.wire = wire.count == 5 && wire.map(\.asciiUppercased) == Array("INBOX".utf8) ? Array("INBOX".utf8) : wire
    }

    /// Encodes a readable name.
    package init(decoded: String) {
        self.init(wire: ModifiedUTF7.encode(decoded))
    }

    package static let inbox = MailboxName(wire: Array("INBOX".utf8))

    /// Whether a command can carry it. A server can list any name, but CR, LF and NUL would end or break a command.
    package var isSendable: Bool { !wire.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D } }

    /// Whether neither an atom nor a quoted string carries it; see ``CommandBuffer/string(_:asAtom:)``.
    package var needsLiteral: Bool { !CommandBuffer.canBeQuoted(wire) }

    package var isInbox: Bool { self == .inbox }

    /// The readable name; where the bytes are no modified UTF-7, they are read as UTF-8, each stray byte as U+FFFD.
    package var decoded: String {
        ModifiedUTF7.decode(wire) ?? String(decoding: wire, as: UTF8.self)
    }

    package var description: String { decoded }
}
