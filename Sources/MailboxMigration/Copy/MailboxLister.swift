internal import IMAPClient
internal import IMAPCodec

/// Walks a folder's identifiers in stretches whose width follows how densely they are used.
struct MailboxLister {
    private var next: UID?
    private let last: UID?
    private var width = CopyLimits.listingWidth

    /// - Parameter after: the highest identifier already planned; nil at the beginning.
    init(mailbox: SelectedMailbox, after: UID?) {
        next = after.map(\.next) ?? .first
        // Without UIDNEXT the walk goes to the end of the number space; doubling gets there in 32 steps.
        last = mailbox.exists == 0 ? nil : mailbox.uidNext.map { UID($0.rawValue - 1) } ?? .last
    }

    /// For a mailbox that is not open yet; nil where its state is not known.
    init?(status: MailboxStatus, after: UID?) {
        guard let messages = status.messages, let uidNext = status.uidNext else { return nil }
        var mailbox = SelectedMailbox(name: .inbox)
        mailbox.exists = messages
        mailbox.uidNext = uidNext
        self.init(mailbox: mailbox, after: after)
    }

    /// The stretch to ask for; nil at the end.
    var nextRange: ClosedRange<UID>? {
        guard let next, let last, next <= last else { return nil }
        let (end, overflow) = next.rawValue.addingReportingOverflow(width - 1)
        return next...min(last, overflow ? .last : UID(end) ?? .last)
    }

    mutating func listed(_ range: ClosedRange<UID>, messages: Int) {
        next = range.upperBound.next
        if messages < CopyLimits.listingMessages / 2 {
            let (doubled, overflow) = width.multipliedReportingOverflow(by: 2)
            width = overflow ? .max : doubled
        } else if messages >= CopyLimits.listingMessages, width > CopyLimits.listingWidth {
            width = max(CopyLimits.listingWidth, width / 2)
        }
    }
}
