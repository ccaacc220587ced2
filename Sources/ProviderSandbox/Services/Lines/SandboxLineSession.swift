internal import NIOCore

/// A server's side of a conversation in lines, POP3 or SMTP, without input or output: what came goes in, what is to be done
/// comes out.
protocol SandboxLineSession: SendableMetatype {
    /// Longest line that the client may send at the moment, bytes without its end.
    var longestLine: Int { get }

    /// The connection is there.
    mutating func begin() -> [SandboxReplyAction]

    /// - Parameter line: without its end; nil for one that was too long, of which nothing is left.
    mutating func received(_ line: ByteBuffer?) -> [SandboxReplyAction]

    /// The connection is encrypted now.
    mutating func secured()

    /// The connection is gone.
    mutating func ended()

    // MARK: What goes wrong

    /// Whether the next line is a command, and no part of a login or of a message.
    var expectsCommand: Bool { get }

    /// How a command is refused, without the line's end.
    static var refusals: [SandboxFaultKind: String] { get }

    /// What is said by a server that hangs up, without the line's end.
    static var farewell: String { get }

    /// What somebody on the line adds before TLS begins, without the last line's end.
    static var injection: String { get }

    /// What is said by a server that does nothing, without the line's end; nil where it cannot pretend.
    static func lie(_ words: SandboxWords) -> String?

    /// Something goes wrong from now on, or at the next occasion. What makes no sense here is passed over.
    mutating func meet(_ fault: SandboxFaultKind)
}

/// What is to be done.
enum SandboxReplyAction: Hashable {
    case send(ByteBuffer)
    case startTLS
    case close

    /// One line or several, the last without its end.
    static func say(_ line: String) -> SandboxReplyAction { .send(ByteBuffer(string: line + "\r\n")) }

    static func say(_ words: String, _ bytes: [UInt8]) -> SandboxReplyAction {
        .send(ByteBuffer(bytes: Array(words.utf8) + bytes + [13, 10]))
    }
}
