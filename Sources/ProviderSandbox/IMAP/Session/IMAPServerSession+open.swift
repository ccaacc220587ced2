/// Opening a mailbox, and hearing what becomes of it.
extension IMAPServerSession {
    /// A client that comes back (RFC 7162 §3.2.5).
    private struct Resumption {
        var uidValidity: UInt64
        var modSeq: UInt64
        var known: IMAPNumberSet?
    }

    mutating func open(_ arguments: inout IMAPArguments, isReadOnly: Bool) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        var resumption: Resumption?
        if arguments.take(" ") { resumption = try openParameters(&arguments) }
        try arguments.end()
        let account = try owner()
        // RFC 7162 §3.2.11
        if view != nil, enabled.contains(.qresync) { respond("* OK [CLOSED] Previous mailbox is now closed.") }
        view = nil
        guard !configuration.unselectable.contains(name.description) else {
            throw SandboxRefusal(.no, "[NONEXISTENT] Unknown Mailbox: \(name)")
        }
        let mailbox = try storing { () throws(SandboxStoreError) in
            try account.read(name) { mailbox in
                (Opened(mailbox), MailboxView(mailbox, uids: visible(in: mailbox), isReadOnly: isReadOnly))
            }
        }
        view = mailbox.1
        tellOpened(mailbox.0, mailbox.1)
        if let resumption { tellChanges(since: resumption, account) }
        return "[\(isReadOnly ? "READ-ONLY" : "READ-WRITE")] \(isReadOnly ? "Examine" : "Select") completed."
    }

    /// What SELECT tells of a mailbox.
    private struct Opened: Sendable {
        let identifier: Int
        let uidNext: UInt32
        let highestModSeq: UInt64
        let keywords: [String]

        init(_ mailbox: SandboxMailbox) {
            identifier = mailbox.identifier
            uidNext = mailbox.uidNext
            highestModSeq = mailbox.highestModSeq
            keywords = mailbox.keywords.sorted()
        }
    }

    private mutating func tellOpened(_ mailbox: Opened, _ view: MailboxView) {
        let system = SandboxFlags.systemNames.map(\.name)
        respond("* FLAGS (\((system + mailbox.keywords).joined(separator: " ")))")
        let permanent = system + mailbox.keywords + (configuration.keepsKeywords ? ["\\*"] : [])
        respond("* OK [PERMANENTFLAGS (\(view.isReadOnly ? "" : permanent.joined(separator: " ")))] Flags permitted.")
        respond("* \(view.uids.count) EXISTS")
        respond("* 0 RECENT")
        respond("* OK [UIDVALIDITY \(view.uidValidity)] UIDs valid")
        if mailbox.uidNext > 0 { respond("* OK [UIDNEXT \(mailbox.uidNext)] Predicted next UID") }
        if has(.condstore) { respond("* OK [HIGHESTMODSEQ \(mailbox.highestModSeq)] Highest") }
        if has(.objectID) { respond("* OK [MAILBOXID (F\(mailbox.identifier))] Ok") }
    }

    private mutating func openParameters(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> Resumption? {
        var resumption: Resumption?
        var wantsModSeq = false
        let canResume = has(.qresync) && enabled.contains(.qresync)
        let hasModSeq = has(.condstore)
        try arguments.list { arguments throws(SandboxRefusal) in
            switch try arguments.keyword() {
            case "CONDSTORE" where hasModSeq: wantsModSeq = true
            case "QRESYNC" where canResume:
                try arguments.space()
                resumption = try Self.resumption(&arguments)
            default: throw SandboxRefusal.syntax("Unknown parameter.")
            }
        }
        if wantsModSeq { enabled.insert(.condstore) }
        return resumption
    }

    /// `(UIDVALIDITY MODSEQ [UIDS] [(NUMBERS UIDS)])`
    private static func resumption(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> Resumption {
        try arguments.expect("(")
        let uidValidity = try arguments.number()
        try arguments.space()
        var result = Resumption(uidValidity: uidValidity, modSeq: try arguments.number())
        while arguments.take(" ") {
            if arguments.take("(") {
                // What the client knows of message numbers would only make the answer shorter.
                _ = try arguments.numberSet()
                try arguments.space()
                _ = try arguments.numberSet()
                try arguments.expect(")")
            } else {
                result.known = try arguments.numberSet()
            }
        }
        try arguments.expect(")")
        return result
    }

    private mutating func tellChanges(since resumption: Resumption, _ account: SandboxAccount) {
        guard let view, UInt64(view.uidValidity) == resumption.uidValidity else { return }
        let known = resumption.known?.resolved(last: .max)
        let changes = try? account.read(identifier: view.mailbox) { mailbox in
            (
                gone: Self.vanished(mailbox, since: resumption.modSeq, among: known),
                changed: mailbox.messages.filter { message in
                    message.modSeq > resumption.modSeq && (known?.contains { $0.contains(message.uid) } ?? true)
                }
            )
        }
        guard let changes else { return }
        if !changes.gone.isEmpty { respond("* VANISHED (EARLIER) \(IMAPNumberSet.text(changes.gone))") }
        for message in changes.changed {
            if let place = view.index(of: message.uid) { respondFlags(message, place: place, withUID: true) }
        }
    }

    /// The identifiers of messages that were removed since then.
    static func vanished(
        _ mailbox: SandboxMailbox, since modSeq: UInt64, among known: [ClosedRange<UInt32>]?
    ) -> [UInt32] {
        mailbox.expunged.reversed().prefix { $0.modSeq > modSeq }.map(\.uid)
            .filter { uid in known?.contains { $0.contains(uid) } ?? true }.sorted()
    }

    /// The messages that clients see.
    func visible(in mailbox: SandboxMailbox) -> [UInt32] {
        switch configuration.window {
        case .newest(let count) where !enabled.contains(.uidOnly): return mailbox.messages.suffix(count).map(\.uid)
        case .days(let days):
            let first = server.now() - days * 86_400
            return mailbox.messages.filter { $0.internalDate >= first }.map(\.uid)
        case .everything, .newest: return mailbox.messages.map(\.uid)
        }
    }

    mutating func close(_ arguments: IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.end()
        if let view, !view.isReadOnly { _ = try? owner().remove(deleted(in: view, among: nil), from: view.mailbox) }
        view = nil
        return "Close completed."
    }

    mutating func unselect(_ arguments: IMAPArguments) throws(SandboxRefusal) -> String {
        try require(.unselect)
        try arguments.end()
        view = nil
        return "Unselect completed."
    }
}
