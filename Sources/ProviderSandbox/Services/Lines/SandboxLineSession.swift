internal import NIOCore

/// A server's side of a conversation in lines, POP3 or SMTP, without input or output: what came goes in, what is to be done
/// comes out.
protocol SandboxLineSession {
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
