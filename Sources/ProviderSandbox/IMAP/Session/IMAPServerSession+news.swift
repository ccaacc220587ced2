/// What others have done to the open mailbox.
extension IMAPServerSession {
    private struct News: Sendable {
        var isRenumbered = false
        var view: MailboxView
        var gone: [(place: Int, uid: UInt32)] = []
        var hasArrivals = false
        var changed: [SandboxMessage] = []
    }

    /// Tells the client.
    ///
    /// - Parameter tellsRemovals: false while message numbers must stay as they are (RFC 3501 §7.4.1).
    mutating func synchronise(tellsRemovals: Bool) {
        guard let account, let view else { return }
        let looked = try? account.read(identifier: view.mailbox) { mailbox in
            [Self.news(mailbox, view, tellsRemovals: tellsRemovals)].compactMap { $0 }
        }
        guard let looked else { return sayGoodbye("Mailbox was deleted.") }
        guard let news = looked.first else { return }
        if news.isRenumbered { return sayGoodbye("[UIDVALIDITY] Mailbox index was rebuilt.") }
        self.view = news.view
        if enabled.contains(.qresync) || enabled.contains(.uidOnly) {
            let uids = news.gone.map(\.uid).sorted()
            if !uids.isEmpty { respond("* VANISHED \(IMAPNumberSet.text(uids))") }
        } else {
            for removal in news.gone { respond("* \(removal.place + 1) EXPUNGE") }
        }
        if news.hasArrivals { respond("* \(news.view.uids.count) EXISTS") }
        for message in news.changed {
            if let place = news.view.index(of: message.uid) { respondFlags(message, place: place) }
        }
    }

    /// Nil when there are none.
    private static func news(_ mailbox: SandboxMailbox, _ view: MailboxView, tellsRemovals: Bool) -> News? {
        var news = News(view: view)
        guard mailbox.uidValidity == view.uidValidity else {
            news.isRenumbered = true
            return news
        }
        let hasRemovals = tellsRemovals && mailbox.expunged.count > view.expungedCount
        guard mailbox.highestModSeq > view.modSeq || hasRemovals else { return nil }
        if mailbox.flagsModSeq > view.modSeq {
            news.changed = mailbox.messages.filter { $0.modSeq > view.modSeq && view.index(of: $0.uid) != nil }
        }
        if tellsRemovals { news.gone = news.view.takeRemovals(mailbox) }
        news.hasArrivals = news.view.takeArrivals(mailbox)
        news.view.modSeq = mailbox.highestModSeq
        return news
    }

    /// The flags of a message.
    ///
    /// - Parameter place: in the view.
    mutating func respondFlags(_ message: SandboxMessage, place: Int, withUID: Bool = false, withFlags: Bool = true) {
        var items: [String] = []
        let isUIDOnly = enabled.contains(.uidOnly)
        if withUID || enabled.contains(.qresync), !isUIDOnly { items.append("UID \(message.uid)") }
        if withFlags { items.append("FLAGS (\(message.flags.names.joined(separator: " ")))") }
        if enabled.contains(.condstore) { items.append("MODSEQ (\(message.modSeq))") }
        let text = items.joined(separator: " ")
        respond(isUIDOnly ? "* \(message.uid) UIDFETCH (\(text))" : "* \(place + 1) FETCH (\(text))")
    }
}
