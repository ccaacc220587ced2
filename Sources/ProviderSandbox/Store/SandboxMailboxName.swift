/// The name of a mailbox as its levels, decoded. What divides them, and what stands before them, is the protocol's
/// business: a level may hold any character.
public struct SandboxMailboxName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// From the top down; never empty.
    public let levels: [String]

    /// The inbox, which every account has.
    public static let inbox = SandboxMailboxName(levels: ["INBOX"])

    /// - Parameter levels: from the top down. A first level that is INBOX in any case is `INBOX` (RFC 3501 §5.1).
    public init(levels: [String]) {
        let isInbox = levels.first.map { $0.utf8.count == 5 && $0.uppercased() == "INBOX" } ?? true
        self.levels = isInbox ? ["INBOX"] + levels.dropFirst() : levels
    }

    /// - Parameter path: levels divided by `/`.
    public init(_ path: String) {
        self.init(levels: path.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
    }

    /// Levels divided by `/`.
    public init(stringLiteral path: String) { self.init(path) }

    /// Levels divided by `/`.
    public var description: String { levels.joined(separator: "/") }

    /// Nil at the top.
    public var parent: SandboxMailboxName? {
        levels.count > 1 ? SandboxMailboxName(levels: Array(levels.dropLast())) : nil
    }

    /// Whether this name is somewhere below another one.
    public func isBelow(_ other: SandboxMailboxName) -> Bool {
        levels.count > other.levels.count && levels.starts(with: other.levels)
    }
}

extension SandboxMailboxName: Comparable {
    /// The inbox comes first, and what is below a mailbox directly behind it.
    public static func < (one: SandboxMailboxName, other: SandboxMailboxName) -> Bool {
        let inboxes = (one.levels.first == "INBOX", other.levels.first == "INBOX")
        if inboxes.0 != inboxes.1 { return inboxes.0 }
        return one.levels.lexicographicallyPrecedes(other.levels)
    }
}
