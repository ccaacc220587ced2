/// What STATUS tells about a mailbox (RFC 9051 §7.3.4). Only what the server said is set.
package struct MailboxStatus: Hashable, Sendable {
    package var messages: UInt32?
    /// The identifier the next message will get, or more.
    package var uidNext: UID?
    package var uidValidity: UIDValidity?
    /// Nil also where the mailbox keeps no mod-sequences (RFC 7162 §3.1.2.2).
    package var highestModSeq: ModSequence?
    /// Largest message the mailbox takes, bytes (RFC 7889 §3.2).
    package var appendLimit: UInt64?

    package init() {}
}

/// What STATUS asks for.
package struct StatusItems: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let messages = StatusItems(rawValue: 1)
    package static let uidNext = StatusItems(rawValue: 2)
    package static let uidValidity = StatusItems(rawValue: 4)
    /// Only for servers with CONDSTORE; asking turns it on for the session (RFC 7162 §3.1).
    package static let highestModSeq = StatusItems(rawValue: 8)

    /// Only for servers with APPENDLIMIT.
    package static let appendLimit = StatusItems(rawValue: 16)

    /// What tells of the messages.
    package static let all: StatusItems = [.messages, .uidNext, .uidValidity, .highestModSeq]

    package var wire: String {
        var items: [String] = []
        if contains(.messages) { items.append("MESSAGES") }
        if contains(.uidNext) { items.append("UIDNEXT") }
        if contains(.uidValidity) { items.append("UIDVALIDITY") }
        if contains(.highestModSeq) { items.append("HIGHESTMODSEQ") }
        if contains(.appendLimit) { items.append("APPENDLIMIT") }
        return "(" + items.joined(separator: " ") + ")"
    }
}
