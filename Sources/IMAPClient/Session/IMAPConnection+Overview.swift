package import IMAPCodec
internal import MailCore

/// The state of a whole account.
extension IMAPConnection {
    /// All mailboxes with what STATUS tells about them: in one round trip where the server has LIST-EXTENDED and
    /// LIST-STATUS (RFC 5258, RFC 5819), in two otherwise. For a session that has no mailbox open (RFC 9051 §6.3.11).
    ///
    /// - Parameter items: mod-sequences are only asked for where CONDSTORE is offered.
    /// - Throws: `.refused` when the server does not list; `.limitExceeded` past ``ByteLimits/mailboxes``.
    package func overview(items: StatusItems) async throws(IMAPError) -> MailboxOverview {
        let overview = try await currentOverview(knownItems(items))
        // Said before it, and answered by now.
        await takeIntroduction()
        return overview
    }

    private func currentOverview(_ items: StatusItems) async throws(IMAPError) -> MailboxOverview {
        if capabilities.isSuperset(of: [.listExtended, .listStatus]),
            let overview = try await overviewAtOnce(items)
        {
            return overview
        }
        var overview = try await plainOverview()
        let selectable = overview.listings.filter(\.isSelectable).map(\.name)
        overview.statuses = try await statuses(of: selectable, items: items)
        return overview
    }

    /// What STATUS tells about each mailbox, for those the server tells about. Asked all at once.
    package func statuses(
        of names: [MailboxName], items: StatusItems
    ) async throws(IMAPError) -> [MailboxName: MailboxStatus] {
        let items = knownItems(items)
        // A name with a line end in it can be listed, and never be asked about.
        let commands = names.filter(\.isSendable).map { Command.status($0, items) }
        var statuses: [MailboxName: MailboxStatus] = [:]
        for case .mailboxStatus(let name, let status) in try await executeAll(commands).untagged {
            statuses[name] = status
        }
        return statuses
    }

    private func knownItems(_ items: StatusItems) -> StatusItems {
        capabilities.keepModSequences ? items : items.subtracting(.highestModSeq)
    }

    private var namespaceCommands: [Command] { capabilities.contains(.namespace) ? [.namespace] : [] }

    /// - Returns: nil when the server refuses what it announced; it is asked in the plain way then.
    private func overviewAtOnce(_ items: StatusItems) async throws(IMAPError) -> MailboxOverview? {
        let returned = ListReturn(
            specialUse: capabilities.contains(.specialUse), subscribed: true, status: items)
        let answer = try await executeAll(namespaceCommands + [.list(pattern: "*", returned)])
        guard answer.statuses.last?.kind == .ok else { return nil }
        var overview = try Self.overview(of: answer.untagged)
        overview.subscriptions = Set(
            overview.listings.filter { $0.attributes.contains(.subscribed) }.map(\.name))
        return overview
    }

    /// Everything but the STATUS of each. Without NAMESPACE a prefix can be learned from INBOX, and without LSUB nothing
    /// is subscribed: Exchange has been seen to refuse the one after announcing it, other servers the other.
    private func plainOverview() async throws(IMAPError) -> MailboxOverview {
        let list = Command.list(pattern: "*", ListReturn(specialUse: canAskForSpecialUse))
        let answer = try await executeAll([list, .lsub(pattern: "*")] + namespaceCommands)
        if let status = answer.statuses.first, status.kind != .ok { throw .refused(command: list.name, status) }
        return try Self.overview(of: answer.untagged)
    }

    private static func overview(of untagged: [UntaggedResponse]) throws(IMAPError) -> MailboxOverview {
        var overview = MailboxOverview()
        overview.listings = try listings(in: untagged)
        for response in untagged {
            switch response {
            case .lsub(let listing) where listing.isSelectable: overview.subscriptions.insert(listing.name)
            case .mailboxStatus(let name, let status): overview.statuses[name] = status
            case .namespace(let personal): overview.namespaces += personal
            default: break
            }
        }
        return overview
    }

    /// Each mailbox once.
    static func listings(in untagged: [UntaggedResponse]) throws(IMAPError) -> [MailboxListing] {
        var seen: Set<MailboxName> = []
        var listings: [MailboxListing] = []
        for case .list(let listing) in untagged where seen.insert(listing.name).inserted {
            listings.append(listing)
        }
        guard listings.count <= ByteLimits.mailboxes else { throw .limitExceeded(.line) }
        return listings
    }
}
