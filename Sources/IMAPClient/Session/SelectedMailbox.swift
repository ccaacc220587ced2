package import IMAPCodec

/// What SELECT or EXAMINE told about a mailbox (RFC 9051 §6.3.2).
package struct SelectedMailbox: Hashable, Sendable {
    package var name: MailboxName
    /// Messages in it when it was opened.
    package var exists: UInt32 = 0
    /// Nil on a server that has no lasting identifiers.
    package var uidValidity: UIDValidity?
    /// The identifier the next message will get, or more; nil when the server did not say.
    package var uidNext: UID?
    /// Up to where the changes in it are counted; nil where the server, or this mailbox, keeps no mod-sequences.
    package var highestModSeq: ModSequence?
    /// Flags that can be kept; nil when the server did not say: then all of them (RFC 9051 §7.1).
    package var permanentFlags: [Flag]?

    package init(name: MailboxName) { self.name = name }

    mutating func note(_ response: UntaggedResponse) {
        switch response {
        case .exists(let count): exists = count
        case .status(let status):
            switch status.code {
            case .uidValidity(let value)?: uidValidity = value
            case .uidNext(let uid)?: uidNext = uid
            case .permanentFlags(let flags)?: permanentFlags = flags
            case .highestModSeq(let value)?: highestModSeq = value
            // RFC 7162 §3.2.11: what was told before is about the mailbox that was open until now.
            case .closed?: self = SelectedMailbox(name: name)
            case .appendUID?, .capability?, .copyUID?, .modified?, .noModSeq?, .other?, nil: break
            }
        case .capability, .enabled, .list, .lsub, .namespace, .mailboxStatus, .quota, .flags, .expunge, .search,
            .extendedSearch, .vanished, .fetch, .id, .other:
            break
        }
    }

    /// Whether a flag set here stays. `\*` stands for any keyword; capitals make no difference (RFC 9051 §2.3.2).
    package func keeps(_ flag: Flag) -> Bool {
        guard flag != .recent else { return false }
        guard let permanentFlags, !permanentFlags.isEmpty else { return true }
        let name = flag.rawValue.lowercased()
        return permanentFlags.contains { $0 == flag || $0.rawValue.lowercased() == name }
            || (!flag.isSystemFlag && permanentFlags.contains(.anyKeyword))
    }
}
