internal import NIOCore

/// The inbox as a session sees it: fixed when it was opened, deletions taking effect at its end (RFC 1939 §3).
struct POP3Maildrop: Sendable {
    let account: SandboxAccount
    private let messages: [SandboxMessage]
    /// Of the inbox when it was opened.
    private let uidValidity: UInt32
    private let sizeError: Int
    private var deleted: Set<Int> = []
    /// Identifiers of messages that were read.
    private(set) var retrieved: Set<UInt32> = []

    init(_ account: SandboxAccount, _ messages: [SandboxMessage], uidValidity: UInt32, sizeError: Int) {
        self.account = account
        self.messages = messages
        self.uidValidity = uidValidity
        self.sizeError = sizeError
    }

    /// From 1 on, without those that are marked.
    var numbers: [Int] { (1..<messages.count + 1).filter { !deleted.contains($0) } }

    var size: Int { numbers.reduce(0) { $0 + size(of: $1) } }

    var count: Int { messages.count - deleted.count }

    /// Nil when there is none, or it is marked.
    func message(_ number: Int) -> SandboxMessage? {
        messages.indices.contains(number - 1) && !deleted.contains(number) ? messages[number - 1] : nil
    }

    func size(of number: Int) -> Int { (message(number)?.size ?? 0) + sizeError }

    /// Different for every message that was ever in the inbox (RFC 1939 §7).
    func uniqueID(of number: Int) -> String { "\(uidValidity).\(message(number)?.uid ?? 0)" }

    mutating func mark(_ number: Int) { deleted.insert(number) }

    mutating func noteRetrieved(_ message: SandboxMessage) { retrieved.insert(message.uid) }

    mutating func unmarkAll() { deleted = [] }

    /// - Throws: when the inbox is gone, or its messages have other identifiers now.
    func removeMarked() throws {
        let uids = deleted.sorted().map { messages[$0 - 1].uid }
        guard !uids.isEmpty else { return }
        let inbox = try account.read(.inbox) { ($0.identifier, $0.uidValidity) }
        guard inbox.1 == uidValidity else { throw SandboxStoreError.noSuchMailbox }
        try account.remove(uids, from: inbox.0)
    }
}

extension ByteBuffer {
    /// The message as it goes over the line: a dot before each line that begins with one, and a dot alone behind all
    /// (RFC 1939 §3).
    ///
    /// - Parameter lines: of the body; nil is all of them.
    func dotStuffed(bodyLines lines: Int? = nil) -> ByteBuffer {
        var result = ByteBuffer()
        result.reserveCapacity(readableBytes + 64)
        var (isBody, left) = (false, lines ?? 0)
        var rest = self
        while rest.readableBytes > 0 {
            var line = rest.readLine()
            if isBody, lines != nil {
                guard left > 0 else { break }
                left -= 1
            }
            if line.readableBytesView.elementsEqual([13, 10]) { isBody = true }
            if line.readableBytesView.first == UInt8(ascii: ".") { result.writeInteger(UInt8(ascii: ".")) }
            result.writeBuffer(&line)
        }
        if result.readableBytes > 0, !result.readableBytesView.suffix(2).elementsEqual([13, 10]) {
            result.writeString("\r\n")
        }
        result.writeString(".\r\n")
        return result
    }

    /// The next line with its CRLF; the rest where there is none.
    private mutating func readLine() -> ByteBuffer {
        let view = readableBytesView
        var start = view.startIndex
        while let end = view[start...].firstIndex(of: 10) {
            if end > view.startIndex, view[end - 1] == 13 {
                return readSlice(length: end + 1 - view.startIndex) ?? self
            }
            start = end + 1
        }
        return readSlice(length: readableBytes) ?? self
    }
}
