/// How much of a mailbox is under way at once.
package enum POP3Limits {
    /// Most messages that are asked for before the first of them is there (RFC 2449 §6.6).
    package static let pipelinedMessages = 64
    /// Most bytes that are asked for at once, as far as sizes are known. What was asked for has to be read, even when nobody
    /// wants it any more.
    package static let pipelinedBytes: UInt64 = 4 << 20
    /// Most lines of a listing handed out at once.
    package static let listingWindow = 1_000
}
