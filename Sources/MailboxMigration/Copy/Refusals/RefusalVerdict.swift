internal import IMAPCodec
internal import MailCore

/// What a server's NO or BAD to messages is about, and so what can be done.
enum RefusalVerdict: Hashable, Sendable {
    /// The message is larger than the server takes; others are not.
    case tooLarge
    /// There is no room: for this message, or for anything. `RefusalWatch` tells which.
    case noRoom
    /// The server wants a pause.
    case throttled(ThrottleNotice)
    /// The same may work in a moment.
    case unavailable
    /// A keyword is to blame.
    case badFlag
    /// This message is never taken, with or without keywords.
    case badMessage
    /// The folder is not there any more.
    case mailboxGone
    /// Nothing may be written to the folder.
    case forbidden
    /// The server does not say enough: the message or one of its keywords.
    case unclear

    /// By the server's own words first, then by its response code (RFC 5530 §3, RFC 7889 §4, RFC 9208 §4.3.1).
    init(_ status: StatusResponse) {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText).lowercased()
        if let notice = Self.throttleNotice(in: status) {
            self = .throttled(notice)
        } else if let phrase = RefusalPhrase.all.first(where: { words.contains($0.words) }) {
            self = phrase.meaning
        } else {
            self = Self.meaning(ofCode: status.code?.name)
        }
    }

    /// UNAVAILABLE and INUSE may be about one message only, so they say no more than that it is worth another try.
    private static func throttleNotice(in status: StatusResponse) -> ThrottleNotice? {
        var status = status
        if ["UNAVAILABLE", "INUSE"].contains(status.code?.name) {
            status = StatusResponse(kind: status.kind, text: status.text)
        }
        return ThrottleNotice(status: status)
    }

    private static func meaning(ofCode name: String?) -> RefusalVerdict {
        switch name {
        case "TOOBIG": .tooLarge
        case "OVERQUOTA": .noRoom
        case "UNAVAILABLE", "INUSE", "SERVERBUG", "CONTACTADMIN": .unavailable
        case "NONEXISTENT", "TRYCREATE": .mailboxGone
        case "NOPERM", "READ-ONLY": .forbidden
        // LIMIT and CANNOT are said of keywords as well as of messages.
        default: .unclear
        }
    }

    /// The keyword that the server's words name.
    ///
    /// - Parameter sent: those that went with what was refused.
    static func keyword(blamedBy status: StatusResponse, among sent: Set<Flag>) -> Flag? {
        let text = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText).lowercased()
        guard text.contains("flag") || text.contains("keyword") else { return nil }
        let punctuation: Set<Character> = ["'", "\"", "`", "(", ")", "[", "]", ":", ",", ".", ";"]
        let words = text.split(separator: " ").flatMap { word -> [Substring] in
            let bare = word.drop { punctuation.contains($0) }
            let end = bare.lastIndex { !punctuation.contains($0) }
            // Dovecot puts a backslash before the names of what it takes for system flags.
            return [word, end.map { bare[...$0] } ?? bare].flatMap { [$0, $0.drop { $0 == "\\" }] }
        }
        return sent.sorted().first { flag in words.contains { $0 == flag.rawValue.lowercased() } }
    }
}
