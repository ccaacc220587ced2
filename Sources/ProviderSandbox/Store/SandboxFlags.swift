/// The flags of a message: five of the system's (RFC 3501 §2.3.2) and any keywords.
public struct SandboxFlags: Hashable, Sendable {
    /// The system's flags in one byte.
    public struct System: OptionSet, Hashable, Sendable {
        /// One bit a flag.
        public let rawValue: UInt8

        /// - Parameter rawValue: one bit a flag.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It has been read.
        public static let seen = System(rawValue: 1)
        /// It has been answered.
        public static let answered = System(rawValue: 2)
        /// Its owner wants to be reminded of it.
        public static let flagged = System(rawValue: 4)
        /// The next EXPUNGE removes it.
        public static let deleted = System(rawValue: 8)
        /// It is not finished.
        public static let draft = System(rawValue: 16)
    }

    /// Names by which protocols know the system's flags.
    static let systemNames: [(flag: System, name: String)] = [
        (.answered, "\\Answered"), (.flagged, "\\Flagged"), (.deleted, "\\Deleted"), (.seen, "\\Seen"),
        (.draft, "\\Draft"),
    ]

    /// The system's.
    public var system: System
    /// Sorted, each once, as they were first written.
    public private(set) var keywords: [String]

    /// No flag.
    public init() { self.init([]) }

    /// Without keywords.
    public init(system: System) {
        self.system = system
        keywords = []
    }

    /// - Parameter names: such as `\Seen` and `$Forwarded`. An unknown flag with a backslash is left out.
    public init(_ names: [String]) {
        system = []
        keywords = []
        for name in names { insert(name) }
    }

    /// The names of all of them.
    public var names: [String] { Self.systemNames.filter { system.contains($0.flag) }.map(\.name) + keywords }

    /// Whether a keyword is set, in any case of its letters.
    public func contains(keyword: String) -> Bool { place(of: keyword) != nil }

    /// Adds a flag by its name.
    public mutating func insert(_ name: String) {
        if name.hasPrefix("\\") {
            let known = Self.systemNames.first { $0.name.lowercased() == name.lowercased() }
            if let known { system.insert(known.flag) }
        } else if place(of: name) == nil {
            keywords.insert(name, at: keywords.firstIndex { $0 > name } ?? keywords.endIndex)
        }
    }

    /// These and others.
    public func union(_ other: SandboxFlags) -> SandboxFlags {
        var result = self
        result.system.formUnion(other.system)
        for keyword in other.keywords { result.insert(keyword) }
        return result
    }

    /// These without others.
    public func subtracting(_ other: SandboxFlags) -> SandboxFlags {
        var result = self
        result.system.subtract(other.system)
        result.keywords.removeAll { other.contains(keyword: $0) }
        return result
    }

    private func place(of keyword: String) -> Int? {
        keywords.isEmpty ? nil : keywords.firstIndex { $0 == keyword || $0.lowercased() == keyword.lowercased() }
    }
}
