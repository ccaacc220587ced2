public import NIOCore

/// What a sandbox's connection does next.
public enum SandboxWireAction: Sendable {
    case send(ByteBuffer)
    /// Waits before the next action.
    case pause(TimeAmount)
    /// What follows is protected by TLS.
    case startTLS
    /// What follows is compressed (RFC 4978).
    case startCompression
    /// Ends the connection in good order.
    case close
    /// Ends the connection so that the other end sees an error.
    case reset
    /// Leaves the connection open, and neither says nor does anything any more.
    case stall
}
