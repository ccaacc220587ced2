/// The machine-readable part of an answer (RFC 2449 §8, RFC 3206, RFC 6856 §5).
package enum POP3ResponseCode: Hashable, Sendable {
    /// The mailbox is open elsewhere.
    case inUse
    /// The last login was too short a time ago.
    case loginDelay
    /// Nothing is wrong with the account, and the same may work later.
    case systemTemporary
    /// The server is broken in a way that somebody has to repair.
    case systemPermanent
    /// The user or the password is wrong.
    case authentication
    /// The message, or the name, needs UTF8.
    case utf8
    /// Any other code, in upper case.
    case other(String)

    init?(_ text: String) {
        // What stands in brackets in a text for people is not one word.
        let isCode = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !text.isEmpty
        guard isCode, text.utf8.count <= 64 else { return nil }
        let name = text.uppercased()
        self = Self.known[name] ?? .other(name)
    }

    private static let known: [String: POP3ResponseCode] = [
        "IN-USE": .inUse, "LOGIN-DELAY": .loginDelay, "SYS/TEMP": .systemTemporary, "SYS/PERM": .systemPermanent,
        "AUTH": .authentication, "UTF8": .utf8,
    ]

    /// As the server writes it.
    package var name: String {
        if case .other(let name) = self { return name }
        return Self.known.first { $0.value == self }?.key ?? ""
    }
}
