internal import IMAPClient
internal import IMAPCodec

/// A POP3 mailbox as a session shows it, in the terms of a folder.
struct POP3Survey: Hashable, Sendable {
    /// Messages that are there (count).
    var messages = 0
    /// The highest of our own numbers; nil before there is any.
    var highest: UID?
    /// Changes when nothing that was known can be recognised any more.
    var generation: UInt32 = 1
    /// Messages that the server says are there (count); nil where it was not asked, or did not say.
    var counted: UInt64?

    /// How many messages the server says it has, and how many it lists, where that is fewer.
    var shortfall: String? {
        guard let counted, counted > messages else { return nil }
        return "STAT \(counted), LIST \(messages)"
    }

    var mailbox: SelectedMailbox {
        var mailbox = SelectedMailbox(name: .inbox)
        mailbox.exists = UInt32(clamping: messages)
        mailbox.uidValidity = UIDValidity(generation)
        mailbox.uidNext = highest.map { $0.next ?? .last } ?? .first
        return mailbox
    }

    /// As LIST and STATUS of an IMAP server would tell it.
    var overview: MailboxOverview {
        var status = MailboxStatus()
        status.messages = mailbox.exists
        status.uidNext = mailbox.uidNext
        status.uidValidity = mailbox.uidValidity
        var overview = MailboxOverview()
        overview.listings = [MailboxListing(name: .inbox, separator: nil, attributes: [])]
        overview.statuses = [.inbox: status]
        return overview
    }
}
