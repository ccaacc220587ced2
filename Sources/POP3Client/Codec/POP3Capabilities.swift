/// What a server says that it can do (CAPA, RFC 2449).
package struct POP3Capabilities: Hashable, Sendable {
    /// How long a message stays after it was read (RFC 2449 §6.7).
    package enum Expiry: Hashable, Sendable {
        case never
        case days(Int)
    }

    /// A value that may be another one for each user; then the one before the login is the least.
    package struct PerUser<Value: Hashable & Sendable>: Hashable, Sendable {
        package var value: Value
        package var variesByUser: Bool
    }

    /// False when the server does not know CAPA; then nobody knows what else it can do without trying.
    package var areKnown: Bool
    /// Each capability in upper case, with its arguments as they were written.
    private var arguments: [String: [String]] = [:]

    package static let unknown = POP3Capabilities(areKnown: false)

    private init(areKnown: Bool) { self.areKnown = areKnown }

    init(rows: [[UInt8]]) {
        areKnown = true
        for row in rows {
            let words = String(decoding: row, as: UTF8.self).split(separator: " ").map(String.init)
            guard let name = words.first else { continue }
            arguments[name.uppercased()] = Array(words.dropFirst())
        }
    }

    private func has(_ name: String) -> Bool { arguments[name] != nil }

    /// The names of all capabilities.
    package var names: [String] { arguments.keys.sorted() }
    /// Each capability with its arguments, sorted.
    package var lines: [String] { arguments.map { ([$0.key] + $0.value).joined(separator: " ") }.sorted() }

    package var hasStartTLS: Bool { has("STLS") }
    package var hasTop: Bool { has("TOP") }
    package var hasUniqueIDs: Bool { has("UIDL") }
    /// USER and PASS are taken.
    package var hasUserCommand: Bool { has("USER") }
    package var hasPipelining: Bool { has("PIPELINING") }
    package var hasUTF8: Bool { has("UTF8") }
    package var hasLanguages: Bool { has("LANG") }
    /// Mechanisms of SASL, as the server writes them.
    package var mechanisms: [String] { arguments["SASL"] ?? [] }
    /// What the server says that it is.
    package var implementation: String? { arguments["IMPLEMENTATION"]?.joined(separator: " ") }

    /// Nil when not told.
    package var expiry: PerUser<Expiry>? {
        // As GNU mailutils writes it.
        if has("EXPIRENEVER") { return PerUser(value: .never, variesByUser: false) }
        guard let words = arguments["EXPIRE"], let first = words.first else { return nil }
        let value: Expiry? = first.uppercased() == "NEVER" ? .never : Self.count(first).map { .days($0) }
        return value.map { PerUser(value: $0, variesByUser: Self.varies(words)) }
    }

    /// The least time between two logins; nil when not told.
    package var loginDelay: PerUser<Duration>? {
        guard let words = arguments["LOGIN-DELAY"], let seconds = words.first.flatMap(Self.count) else { return nil }
        return PerUser(value: .seconds(seconds), variesByUser: Self.varies(words))
    }

    private static func varies(_ words: [String]) -> Bool { words.dropFirst().first?.uppercased() == "USER" }

    private static func count(_ text: String) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt32(text).map(Int.init) : nil
    }
}
