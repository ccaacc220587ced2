/// An account as it was written down.
extension SandboxAccountState {
    /// Repeats a change.
    ///
    /// - Parameter body: of a message that was appended.
    /// - Returns: false when it makes no sense here.
    mutating func replay(_ change: SandboxChange, _ body: SandboxBody?) -> Bool {
        switch change {
        case .created(let mailbox, let levels, let use, let uidValidity):
            let name = SandboxMailboxName(levels: levels)
            // The inbox comes first, and stays as it is.
            guard mailbox == lastIdentifier + 1, identifiers[name] == nil, mailbox > 1 || name == .inbox
            else { return false }
            insert(
                SandboxMailbox(
                    identifier: mailbox, name: name, specialUse: use.flatMap(SandboxSpecialUse.init(rawValue:)),
                    uidValidity: uidValidity))
            (lastIdentifier, lastUIDValidity) = (mailbox, uidValidity)
            return true
        case .deleted(let mailbox):
            guard let box = mailboxes[mailbox], box.name != .inbox, box.messages.isEmpty else { return false }
            drop(mailbox)
            return true
        case .renamed(let mailbox, let levels):
            let name = SandboxMailboxName(levels: levels)
            guard let box = mailboxes[mailbox], box.name != .inbox, identifiers[name] == nil else { return false }
            call(mailbox, name)
            return true
        case .subscribed(let levels, let isWanted):
            subscribe(SandboxMailboxName(levels: levels), isWanted)
            return true
        case .appended(let mailbox, let uid, _, _, let flags, let date, let email, let thread):
            guard let body else { return false }
            var message = SandboxNewMessage(body, flags: SandboxFlags(flags), internalDate: date)
            message.identity = (email, thread)
            return restore(message, in: mailbox, uid: uid)
        case .flagged(let mailbox, let uid, let flags):
            guard let index = mailboxes[mailbox]?.index(of: uid) else { return false }
            mailboxes[mailbox]?.setFlags(SandboxFlags(flags), at: index)
            return true
        case .removed(let mailbox, let uids): return takeOut(uids, of: mailbox).count == uids.count
        case .renumbered(let mailbox):
            renumber(mailbox)
            return mailboxes[mailbox] != nil
        }
    }

    private mutating func restore(_ message: SandboxNewMessage, in mailbox: Int, uid: UInt32) -> Bool {
        guard let identity = message.identity, identity.email < .max / 2, mailboxes[mailbox]?.uidNext == uid,
            (try? mailboxes[mailbox]?.append(message, identity: identity, now: 0)) == uid
        else { return false }
        bytes += message.size
        lastEmailID = max(lastEmailID, identity.email)
        if usesLabels { places[identity.email, default: []].append(Place(mailbox: mailbox, uid: uid)) }
        return true
    }
}
