/// How many messages may be under way. No input or output.
struct RetrievalWindow: Hashable {
    /// Whether the server takes a command before it has answered the one before.
    let isPipelining: Bool
    private(set) var messages = 0
    private(set) var bytes: UInt64 = 0

    init(isPipelining: Bool) { self.isPipelining = isPipelining }

    /// One may always be; more, where the server takes them, as long as they are few and small.
    func admits(_ size: UInt64) -> Bool {
        guard messages > 0 else { return true }
        guard isPipelining, messages < POP3Limits.pipelinedMessages else { return false }
        let (sum, overflow) = bytes.addingReportingOverflow(size)
        return !overflow && sum <= POP3Limits.pipelinedBytes
    }

    mutating func began(_ size: UInt64) {
        messages += 1
        bytes = bytes.addingReportingOverflow(size).overflow ? .max : bytes + size
    }

    mutating func ended(_ size: UInt64) {
        messages -= 1
        bytes -= min(size, bytes)
    }
}
