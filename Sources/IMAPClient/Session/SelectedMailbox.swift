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
    /// Flags that can be kept; nil when the server did not say: then all of them (RFC 9051 §7.1).
    package var permanentFlags: [Flag]?

    package init(name: MailboxName) { self.name = name }

    /// Whether a flag set here stays. `\*` stands for any keyword.
    package func keeps(_ flag: Flag) -> Bool {
        guard flag != .recent else { return false }
        guard let permanentFlags, !permanentFlags.isEmpty else { return true }
        return permanentFlags.contains(flag) || (!flag.isSystemFlag && permanentFlags.contains(.anyKeyword))
    }
}
