internal import IMAPCodec

/// A way in which servers differ from the standard, recognised by what they say.
package enum ServerQuirk: Hashable, Sendable {
    /// Announces SASL-IR, then answers an initial response with BAD (Coremail, which NetEase runs).
    case falseInitialResponse
    /// Announces AUTH=PLAIN, and refuses even the right password there; the LOGIN command takes it (iCloud).
    case loginCommandOnly
    /// Holds `Work` and `work` for two mailboxes. RFC 9051 §5.1 leaves it open, and no command tells.
    case distinguishesCase

    /// The quirks of a server that greets or identifies itself in these words.
    static func detect(greeting: StatusResponse, identity: [String: String] = [:]) -> Set<ServerQuirk> {
        let words = ([String(decoding: greeting.text, as: UTF8.self)] + identity.values).map { $0.lowercased() }
        return Set(
            known.filter { known in words.contains { $0.contains(known.word) } }.map(\.quirk))
    }

    private static let known: [(word: String, quirk: ServerQuirk)] = [
        ("coremail", .falseInitialResponse),
        ("courier-imap", .distinguishesCase),
        ("cyrus", .distinguishesCase),
        ("dovecot", .distinguishesCase),
        ("iscream", .loginCommandOnly),
    ]
}
