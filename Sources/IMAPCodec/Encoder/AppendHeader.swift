/// What stands before one message in APPEND or MULTIAPPEND: flags, date and the announcement of its size
/// (RFC 9051 §6.3.12, RFC 3502 §6.3.11).
package struct AppendHeader: Hashable, Sendable {
    package let flags: [Flag]
    package let internalDate: InternalDate?
    /// Bytes that will follow, exactly.
    package let size: UInt64

    package init(flags: [Flag], internalDate: InternalDate?, size: UInt64) {
        self.flags = flags
        self.internalDate = internalDate
        self.size = size
    }

    /// The text, beginning with a blank and ending with the CRLF behind `{n}`. Flags that are no atoms are left
    /// out by the caller's choice of flags; here they would break the command.
    package func wire(literals: LiteralSupport) -> (text: String, waits: Bool) {
        let waits = literals.needsGoAhead(size: size)
        var text = " (" + flags.filter(\.isValid).map(\.rawValue).joined(separator: " ") + ")"
        if let internalDate { text += " \"\(internalDate)\"" }
        text += " {\(size)\(waits ? "" : "+")}\r\n"
        return (text, waits)
    }
}
