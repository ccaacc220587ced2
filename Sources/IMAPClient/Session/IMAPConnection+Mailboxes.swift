package import IMAPCodec
internal import MailCore
internal import NIOCore

/// Mailboxes as a whole.
extension IMAPConnection {
    /// The personal namespaces; empty where the server does not tell.
    package func namespaces() async throws(IMAPError) -> [MailboxNamespace] {
        guard capabilities.contains(.namespace) else { return [] }
        var personal: [MailboxNamespace] = []
        do {
            for case .namespace(let told) in try await execute(.namespace).untagged { personal += told }
        } catch {
            // Exchange has been seen to refuse it after announcing it; a prefix can be learned from INBOX, too.
            guard case .refused = error else { throw error }
        }
        return personal
    }

    /// What of the allowance of a mailbox's account is used up; empty where the server does not tell.
    package func quota(of name: MailboxName) async throws(IMAPError) -> [QuotaResource] {
        guard capabilities.contains(.quota) else { return [] }
        var resources: [QuotaResource] = []
        do {
            for case .quota(let told) in try await execute(.getQuotaRoot(name)).untagged { resources += told }
        } catch {
            guard case .refused = error else { throw error }
        }
        return resources
    }

    /// All mailboxes, in the server's order, each once.
    ///
    /// - Throws: `.limitExceeded` past ``ByteLimits/mailboxes``.
    package func list() async throws(IMAPError) -> [MailboxListing] {
        let returned = ListReturn(specialUse: canAskForSpecialUse)
        return try Self.listings(in: try await execute(.list(pattern: "*", returned)).untagged)
    }

    /// RETURN is LIST-EXTENDED's. Where that is not offered, the plain LIST tells special uses as well (RFC 6154 §2).
    var canAskForSpecialUse: Bool { capabilities.contains(.specialUse) && capabilities.contains(.listExtended) }

    /// The names the user subscribed to; empty where the server keeps none.
    package func subscriptions() async throws(IMAPError) -> Set<MailboxName> {
        var names: Set<MailboxName> = []
        do {
            for case .lsub(let listing) in try await execute(.lsub(pattern: "*")).untagged where listing.isSelectable {
                names.insert(listing.name)
            }
        } catch {
            guard case .refused = error else { throw error }
        }
        return names
    }

    /// How many messages each mailbox holds, for those the server tells about. Asked all at once.
    package func messageCounts(of names: [MailboxName]) async throws(IMAPError) -> [MailboxName: UInt32] {
        try await statuses(of: names, items: .messages).compactMapValues(\.messages)
    }

    /// Opens a mailbox for reading only; nothing in it changes, `\Seen` and `\Recent` included.
    package func examine(_ name: MailboxName) async throws(IMAPError) -> SelectedMailbox {
        try await open(.examine(name), name)
    }

    package func select(_ name: MailboxName) async throws(IMAPError) -> SelectedMailbox {
        try await open(.select(name), name)
    }

    private func open(_ command: Command, _ name: MailboxName) async throws(IMAPError) -> SelectedMailbox {
        mayHaveMailbox = true
        let answer = try await execute(command)
        var mailbox = SelectedMailbox(name: name)
        for response in answer.untagged { mailbox.note(response) }
        return mailbox
    }

    /// Creates a mailbox; a special use is asked for where the server can take one (RFC 6154 §3). Already existing is
    /// not an error.
    package func create(_ name: MailboxName, specialUse: SpecialUse?) async throws(IMAPError) {
        let use = capabilities.contains(.createSpecialUse) ? specialUse : nil
        do {
            try await execute(.create(name, use))
        } catch {
            guard case .refused(_, let status) = error else { throw error }
            if status.code?.name == "ALREADYEXISTS" { return }
            // RFC 6154 §3: a server may refuse the use and take the name.
            guard use != nil, status.code?.name == "USEATTR" else { throw error }
            try await execute(.create(name, nil))
        }
    }

    package func subscribe(_ name: MailboxName) async throws(IMAPError) {
        try await execute(.subscribe(name))
    }

    /// Leaves the open mailbox, if there is one: after an opening that was refused, nobody knows.
    package func leave() async throws(IMAPError) {
        guard mayHaveMailbox else { return }
        do { try await unselect() } catch {
            guard case .refused = error else { throw error }
            mayHaveMailbox = false
        }
    }

    /// Leaves the open mailbox without touching it.
    package func unselect() async throws(IMAPError) {
        guard capabilities.contains(.unselect) else { return }
        try await execute(.unselect)
        mayHaveMailbox = false
    }
}
