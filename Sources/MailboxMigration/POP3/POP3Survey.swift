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
    /// Messages that the server has counted, where that was asked for (count).
    var announced = 0

    /// The words for a mailbox that has more than it lists; nil for any other.
    var shortfall: String? { messages < announced ? "STAT \(announced), LIST \(messages)" : nil }

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
