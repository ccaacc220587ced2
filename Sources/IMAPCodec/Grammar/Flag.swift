/// A message flag: a system flag such as `\Seen`, or a keyword (RFC 9051 §2.3.2).
package struct Flag: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// As sent on the wire; system flags in their usual spelling.
    package let rawValue: String

    package init(_ rawValue: String) {
        if rawValue.hasPrefix("\\"), let known = Self.systemFlags[rawValue.lowercased()] {
            self.rawValue = known
        } else {
            self.rawValue = rawValue
        }
    }

    package var description: String { rawValue }
    package var isSystemFlag: Bool { rawValue.hasPrefix("\\") }

    package static func < (lhs: Flag, rhs: Flag) -> Bool { lhs.rawValue < rhs.rawValue }

    package static let seen = Flag("\\Seen")
    package static let answered = Flag("\\Answered")
    package static let flagged = Flag("\\Flagged")
    package static let deleted = Flag("\\Deleted")
    package static let draft = Flag("\\Draft")
    package static let recent = Flag("\\Recent")
    /// In PERMANENTFLAGS: new keywords may be made (RFC 9051 §7.1).
    package static let anyKeyword = Flag("\\*")

    /// The system flags a client may set; `\Recent` belongs to the server alone.
    package static let settable: Set<Flag> = [.seen, .answered, .flagged, .deleted, .draft]

    /// Whether the flag may stand in a command: an atom, with one backslash in front of a system flag.
    package var isValid: Bool {
        let name = rawValue.utf8.drop { $0 == UInt8(ascii: "\\") }
        let slashes = rawValue.utf8.count - name.count
        return slashes <= 1 && !name.isEmpty && name.allSatisfy(\.isIMAPAtomCharacter)
    }

    private static let systemFlags: [String: String] = [
        "\\seen": "\\Seen", "\\answered": "\\Answered", "\\flagged": "\\Flagged", "\\deleted": "\\Deleted",
        "\\draft": "\\Draft", "\\recent": "\\Recent",
    ]
}
