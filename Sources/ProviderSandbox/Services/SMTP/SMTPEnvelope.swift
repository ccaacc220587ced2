internal import NIOCore

/// A message on its way, and for whom it is.
struct SMTPEnvelope {
    let sender: String
    var recipients: [SandboxAccount] = []
    private(set) var bytes = ByteBuffer()
    /// More than the server takes; the rest is read and thrown away.
    private(set) var isTooLarge = false

    init(sender: String) { self.sender = sender }

    /// - Parameter line: as it came, without its CRLF; nil for one that is longer than any message. A dot that was put before
    ///   it goes (RFC 5321 §4.5.2).
    mutating func append(_ line: ByteBuffer?, atMost limit: Int) {
        guard var line, !isTooLarge, bytes.readableBytes + line.readableBytes + 2 <= limit else {
            isTooLarge = true
            return bytes.clear()
        }
        if line.readableBytesView.first == UInt8(ascii: ".") { line.moveReaderIndex(forwardBy: 1) }
        bytes.writeBuffer(&line)
        bytes.writeString("\r\n")
    }

    /// - Throws: when an inbox takes no more.
    func deliver() throws(SandboxStoreError) {
        for account in recipients { try account.append([SandboxNewMessage(bytes)], to: .inbox) }
    }
}

/// The argument of MAIL or RCPT (RFC 5321 §4.1.2).
struct SMTPPath {
    let address: String
    /// In capital letters, such as `SIZE` and its value.
    let parameters: [String: String]

    /// - Parameter label: `FROM` or `TO`.
    init?(_ argument: String, label: String) {
        guard argument.uppercased().hasPrefix(label + ":"),
            let start = argument.firstIndex(of: "<"), let end = argument.lastIndex(of: ">"), start < end
        else { return nil }
        address = String(argument[argument.index(after: start)..<end])
        let pairs = argument[argument.index(after: end)...].split(separator: " ").map { word in
            let parts = word.split(separator: "=", maxSplits: 1)
            return (String(parts[0]).uppercased(), parts.count > 1 ? String(parts[1]) : "")
        }
        parameters = Dictionary(pairs) { first, _ in first }
    }
}
