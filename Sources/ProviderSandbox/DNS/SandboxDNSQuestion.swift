internal import NIOCore

/// The question of a query.
struct SandboxDNSQuestion {
    /// In lower case, without the last dot.
    let name: String
    let type: UInt16
    private let identifier: UInt16
    private let bytes: [UInt8]

    init?(_ message: ByteBuffer) {
        var message = message
        guard let identifier = message.readInteger(as: UInt16.self), message.readBytes(length: 10) != nil else {
            return nil
        }
        let start = message
        var labels: [String] = []
        while let length = message.readInteger(as: UInt8.self), length > 0 {
            // Two bits more would be a pointer, which has no place in a question (RFC 1035 §4.1.4).
            guard length < 64, let label = message.readString(length: Int(length)) else { return nil }
            labels.append(label.lowercased())
        }
        guard let type = message.readInteger(as: UInt16.self), message.readBytes(length: 2) != nil else { return nil }
        self.identifier = identifier
        self.name = labels.joined(separator: ".")
        self.type = type
        bytes = Array(start.readableBytesView.prefix(start.readableBytes - message.readableBytes))
    }

    func reply(with answer: SandboxDNSAnswer) -> ByteBuffer {
        // Response, recursion desired and available; AD if so (RFC 4035 §3.2.3).
        let flags = 0x8180 | (answer.isAuthenticated ? 0x0020 : 0) | UInt16(answer.code & 15)
        let records = answer.records.prefix(Int(UInt16.max))
        var reply = ByteBuffer()
        for field in [identifier, flags, 1, UInt16(records.count), 0, 0] { reply.writeInteger(field) }
        reply.writeBytes(bytes)
        for (owner, record) in records {
            let data = record.data.prefix(Int(UInt16.max))
            reply.writeBytes(SandboxDNSRecord.encoded(owner))
            for field in [record.type, 1, 0, 60, UInt16(data.count)] { reply.writeInteger(field) }
            reply.writeBytes(data)
        }
        return reply
    }
}
