public import NIOCore

/// A message in a mailbox. Its bytes are shared with every copy of it.
public struct SandboxMessage: Sendable {
    /// Its identifier in the mailbox.
    public internal(set) var uid: UInt32
    let body: SandboxBody
    /// What its owner has noted of it.
    public internal(set) var flags: SandboxFlags
    /// In seconds since 1970.
    public let internalDate: Int
    /// Of its last change (RFC 7162 §3.1).
    public internal(set) var modSeq: UInt64
    /// The same for all copies of a message (RFC 8474 §5.1, and Gmail's X-GM-MSGID).
    public let emailID: UInt64
    /// The same for all messages of a conversation.
    public let threadID: UInt64

    /// As it was appended.
    public var bytes: ByteBuffer { body.bytes }

    /// In bytes.
    public var size: Int { body.size }
}

/// A message that is on its way into a mailbox.
public struct SandboxNewMessage: Sendable {
    var body: SandboxBody
    /// What it has from the beginning.
    public var flags: SandboxFlags
    /// In seconds since 1970; nil is now.
    public var internalDate: Int?
    /// Of the message that this is a copy of; nil for one that is new to the account.
    var identity: (email: UInt64, thread: UInt64)?

    /// What is stored.
    public var bytes: ByteBuffer {
        get { body.bytes }
        set { body = .memory(newValue) }
    }

    /// In bytes.
    public var size: Int { body.size }

    /// - Parameter internalDate: in seconds since 1970; nil is now.
    public init(_ bytes: ByteBuffer, flags: SandboxFlags = SandboxFlags(), internalDate: Int? = nil) {
        self.init(.memory(bytes), flags: flags, internalDate: internalDate)
    }

    init(_ body: SandboxBody, flags: SandboxFlags, internalDate: Int?) {
        self.body = body
        self.flags = flags
        self.internalDate = internalDate
    }

    /// - Parameter internalDate: in seconds since 1970; nil is now.
    public init(_ bytes: some Sequence<UInt8>, flags: SandboxFlags = SandboxFlags(), internalDate: Int? = nil) {
        self.init(ByteBuffer(bytes: bytes), flags: flags, internalDate: internalDate)
    }

    init(copyOf message: SandboxMessage) {
        self.init(message.body, flags: message.flags, internalDate: message.internalDate)
        identity = (message.emailID, message.threadID)
    }
}
