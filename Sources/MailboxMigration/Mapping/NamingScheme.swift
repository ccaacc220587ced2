internal import IMAPCodec

/// How one account spells names: what stands before each of them, what divides their levels, and what is one name.
struct NamingScheme: Hashable, Sendable {
    let prefix: [UInt8]
    let separator: UInt8?
    /// Whether `Work` and `work` are two folders.
    let distinguishesCase: Bool

    /// Whether all other folders are children of INBOX, as on Courier.
    var isBelowInbox: Bool { !prefix.isEmpty && MailboxName(wire: prefix.dropLast()).isInbox }

    /// From NAMESPACE, or from what LIST shows where a server does not tell.
    ///
    /// - Parameter distinguishesCase: whether the server is known to; one that lists such a pair does.
    init(namespaces: [MailboxNamespace], listings: [MailboxListing], distinguishesCase: Bool = false) {
        if let personal = namespaces.first {
            prefix = personal.prefix
            separator = personal.separator
        } else {
            prefix = []
            separator = listings.lazy.compactMap(\.separator).first
        }
        let names = Set(listings.map(\.name.decoded))
        self.distinguishesCase = distinguishesCase || Set(names.map { $0.lowercased() }).count < names.count
    }

    /// The levels of a name as they were meant, without the account's own prefix: escapes of an earlier migration are
    /// undone, so that mail that moves on gets its old names back.
    func levels(of name: MailboxName, separator own: UInt8? = nil) -> [MailboxLevel] {
        if name.isInbox { return [.inbox] }
        var levels = spelledLevels(of: name, separator: own).map(MailboxEscape.undo)
        if levels.first?.isInbox == true { levels[0] = .inbox }
        return levels
    }

    /// The levels of a name as they are spelled here.
    ///
    /// - Parameter own: the separator of this very name, where LIST told one.
    func spelledLevels(of name: MailboxName, separator own: UInt8? = nil) -> [MailboxLevel] {
        var wire = name.wire[...]
        if !prefix.isEmpty, wire.count > prefix.count, wire.starts(with: prefix) { wire = wire.dropFirst(prefix.count) }
        let whole = MailboxLevel(wire: Array(wire))
        let levels: [MailboxLevel]
        if let separator = own ?? separator {
            // Separators are ASCII and never part of an encoded run, whose alphabet they would end.
            levels = wire.split(separator: separator).map { MailboxLevel(wire: Array($0)) }
        } else {
            let divider = MailboxLevel(MailboxEscape.divider).characters
            levels = whole.characters.split(separator: divider).map { MailboxLevel(characters: Array($0)) }
        }
        return levels.isEmpty ? [whole] : levels
    }

    /// The levels a person means: divided by `/`, or by this account's own separator; with its prefix or without.
    func levels(typed text: String) -> [MailboxLevel] {
        let prefix = String(decoding: prefix, as: UTF8.self)
        let text = text.count > prefix.count && text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
        let own = separator.map { Character(Unicode.Scalar($0)) } ?? "/"
        let divider: Character = text.contains("/") ? "/" : own
        var levels = text.split(separator: divider).map { MailboxEscape.undo(MailboxLevel(String($0))) }
        if levels.first?.isInbox == true { levels[0] = .inbox }
        return levels
    }

    /// One level as it is spelled here.
    func text(_ level: MailboxLevel, forced: Int = 0, isStrict: Bool = false) -> String {
        MailboxEscape.text(level, MailboxEscape.Rule(separator: separator, forced: forced, isStrict: isStrict))
    }

    /// The name made of levels that are spelled for this account.
    func name(_ levels: [String]) -> MailboxName {
        let inbox = MailboxLevel.inbox.text
        guard levels != [inbox] else { return .inbox }
        // Where everything is below INBOX, its children are beside all others.
        let rest = levels.count > 1 && levels.first == inbox && isBelowInbox ? levels.dropFirst() : levels[...]
        guard let separator else { return MailboxName(decoded: rest.joined(separator: MailboxEscape.divider)) }
        let encoded = rest.map(ModifiedUTF7.encode)
        return MailboxName(wire: prefix + Array(encoded.joined(separator: [separator])))
    }

    /// Equal for names that may be one folder here.
    func key(_ name: MailboxName) -> NameKey {
        distinguishesCase ? .exact(name) : .folded(name.decoded.lowercased())
    }

    enum NameKey: Hashable {
        case exact(MailboxName)
        /// Strings are equal in every Unicode normalisation, which some servers apply.
        case folded(String)
    }
}
