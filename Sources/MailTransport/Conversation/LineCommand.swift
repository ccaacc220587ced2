/// One line that a client sends, and what has to be known of it while it is under way.
package struct LineCommand<Expectation: Sendable>: Sendable {
    /// How long the whole of a command may take, however much is said meanwhile.
    package enum TimeLimit: Hashable, Sendable {
        case short, goodbye
        /// As long as its answer is large.
        case none
    }

    /// For people.
    package var name: String
    /// Without its end.
    package var line: [UInt8]
    /// The line without its secrets.
    package var transcript: String
    package var expectation: Expectation
    package var timeLimit: TimeLimit
    /// Whether a positive answer begins TLS.
    package var startsTLS: Bool

    /// A line without secrets.
    package init(
        _ text: String, name: String? = nil, expecting expectation: Expectation, timeLimit: TimeLimit = .short,
        startsTLS: Bool = false
    ) {
        self.name = name ?? String(text.prefix { $0 != " " })
        line = Array(text.utf8)
        transcript = text
        self.expectation = expectation
        self.timeLimit = timeLimit
        self.startsTLS = startsTLS
    }

    /// A line that ends in a secret.
    package init(_ text: String, secret: borrowing [UInt8], expecting expectation: Expectation) {
        self.init(text, expecting: expectation)
        line.reserveCapacity(line.count + secret.count)
        line.append(contentsOf: copy secret)
        transcript += "‹secret›"
    }

    /// Whether nothing in it would be read as another line (or cut it short).
    package var isOneLine: Bool { !line.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D } }
}
