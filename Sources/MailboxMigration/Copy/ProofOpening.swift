internal import IMAPClient
internal import IMAPCodec

/// A folder that is on its way to be open, with what was asked for first.
struct ProofOpening: Sendable {
    let items: [ProofItem]
    let mailbox: MailboxOpening
    /// What of the first window is still to be asked for.
    let rest: ArraySlice<UIDSet>
    /// Whether nothing is: another folder may be opened behind this one.
    let isWhole: Bool
}
