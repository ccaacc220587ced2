/// A message as a mailbox keeps it.
package struct TestMessage: Hashable, Sendable {
    /// Lines end in CRLF.
    package var bytes: [UInt8]
    /// INTERNALDATE, in seconds since 1970.
    package var date: Int
    /// Such as `\Seen` and `\Flagged`, and keywords such as `$Forwarded`.
    package var flags: Set<String>

    package init(_ bytes: [UInt8], date: Int = 1_000_000_000, flags: Set<String> = []) {
        self.bytes = bytes
        self.date = date
        self.flags = flags
    }

    package init(_ text: String, date: Int = 1_000_000_000, flags: Set<String> = []) {
        self.init(Array(text.utf8), date: date, flags: flags)
    }
}
