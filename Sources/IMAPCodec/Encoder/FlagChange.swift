/// What STORE does to the flags of messages (RFC 9051 §6.4.6). The server is asked not to repeat them (`.SILENT`).
package enum FlagChange: Hashable, Sendable {
    case add([Flag])
    case remove([Flag])
    /// Whatever else was set is gone.
    case replace([Flag])

    /// Flags that are no atoms would break the command; they are left out.
    package var wire: String {
        switch self {
        case .add(let flags): "+FLAGS.SILENT " + Self.list(flags)
        case .remove(let flags): "-FLAGS.SILENT " + Self.list(flags)
        case .replace(let flags): "FLAGS.SILENT " + Self.list(flags)
        }
    }

    private static func list(_ flags: [Flag]) -> String {
        "(" + flags.filter(\.isValid).map(\.rawValue).joined(separator: " ") + ")"
    }
}
