/// How a server refuses: its exact bytes, because they are what a client has to understand.
public struct SandboxRefusal: Hashable, Sendable {
    /// How it begins.
    public enum Status: String, Hashable, Sendable {
        case no = "NO"
        case bad = "BAD"
        /// Said without a tag, and the connection ends.
        case bye = "BYE"
    }

    /// How it begins.
    public var status: Status
    /// What stands behind the status, response code included; in whatever encoding the server has.
    public var words: [UInt8]
    /// What a `BYE` behind it says; nil leaves the connection open.
    public var farewell: [UInt8]?

    /// - Parameters:
    ///   - words: what stands behind the status, response code included.
    ///   - farewell: what a `BYE` behind it says; nil leaves the connection open.
    public init(_ status: Status, _ words: String, farewell: String? = nil) {
        self.init(status, bytes: Array(words.utf8), farewell: farewell.map { Array($0.utf8) })
    }

    /// The same of bytes that need not be UTF-8.
    public init(_ status: Status, bytes: [UInt8], farewell: [UInt8]? = nil) {
        self.status = status
        self.words = bytes
        self.farewell = farewell
    }
}

/// When a server refuses a command, and how. The first rule that fits decides.
public struct IMAPRefusalRule: Hashable, Sendable {
    /// All of them have to be true.
    public enum Condition: Hashable, Sendable {
        /// The client has not sent ID since it logged in, nor before.
        case withoutID
        /// The command names this mailbox; levels are divided by `/`, and case does not matter.
        case mailbox(String)
        /// The command's line has this text in it, in any case.
        case contains(String)
        /// So many commands have been given by the account's connections.
        case afterCommands(Int)
        /// So many bytes have been sent to the account's connections.
        case afterBytesSent(Int)
        /// So many bytes have been received from them.
        case afterBytesReceived(Int)
        /// The rule has been applied less often than this, by all connections together.
        case atMost(times: Int)
        /// The message that is appended is larger, in bytes.
        case messageLarger(than: Int)
        /// The message that is appended has a line that is longer, in bytes.
        case lineLonger(than: Int)
        /// The message that is appended does not end in CRLF.
        case messageWithoutFinalLineEnd
        /// The message that is appended has bytes that are zero.
        case messageWithNUL
        /// The message that is appended has flags that are not the system's.
        case keywords
    }

    /// In capital letters, such as `SELECT` or `UID FETCH`; empty is any.
    public var command: String
    /// All of them have to be true; none is always.
    public var conditions: [Condition]
    /// What is said.
    public var refusal: SandboxRefusal

    /// - Parameter command: in capital letters, such as `SELECT` or `UID FETCH`; empty is any.
    public init(_ command: String, when conditions: Condition..., refusal: SandboxRefusal) {
        self.command = command
        self.conditions = conditions
        self.refusal = refusal
    }
}
