internal import NIOCore

/// A record as bytes.
package struct DNSTestRecord: Sendable {
    package let type: UInt16
    package let data: [UInt8]
    /// Nil is the name that was asked for.
    package var owner: String?

    package init(type: UInt16, data: [UInt8], owner: String? = nil) {
        self.type = type
        self.data = data
        self.owner = owner
    }

    /// An IPv4 address such as `127.0.0.1`.
    package static func a(_ address: String) -> DNSTestRecord {
        DNSTestRecord(type: 1, data: address.split(separator: ".").compactMap { UInt8($0) })
    }

    package static func cname(_ target: String) -> DNSTestRecord { DNSTestRecord(type: 5, data: encoded(target)) }

    package static func srv(_ priority: UInt16, _ weight: UInt16, _ port: UInt16, _ target: String) -> DNSTestRecord {
        DNSTestRecord(type: 33, data: [priority, weight, port].flatMap(\.bigEndianBytes) + encoded(target))
    }

    package static func mx(_ preference: UInt16, _ host: String) -> DNSTestRecord {
        DNSTestRecord(type: 15, data: preference.bigEndianBytes + encoded(host))
    }

    package static func tlsa(_ usage: UInt8, _ selector: UInt8, _ matching: UInt8, _ data: [UInt8]) -> DNSTestRecord {
        DNSTestRecord(type: 52, data: [usage, selector, matching] + data)
    }

    /// At most 255 bytes for each string; longer texts become several.
    package static func txt(_ text: [UInt8]) -> DNSTestRecord {
        let strings = stride(from: 0, to: max(1, text.count), by: 255).map { text[$0..<min($0 + 255, text.count)] }
        return DNSTestRecord(type: 16, data: strings.flatMap { [UInt8($0.count)] + $0 })
    }

    package static func txt(_ text: String) -> DNSTestRecord { txt(Array(text.utf8)) }

    /// A name on the wire, uncompressed; `.` is the root.
    package static func encoded(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

/// The question of a query.
struct DNSTestQuestion {
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
            guard let label = message.readString(length: Int(length)) else { return nil }
            labels.append(label.lowercased())
        }
        guard let type = message.readInteger(as: UInt16.self), message.readBytes(length: 2) != nil else { return nil }
        self.identifier = identifier
        self.name = labels.joined(separator: ".")
        self.type = type
        bytes = Array(start.readableBytesView.prefix(start.readableBytes - message.readableBytes))
    }

    func reply(with answer: DNSTestAnswer) -> ByteBuffer {
        // Response, recursion desired and available; AD if so (RFC 4035 §3.2.3).
        let flags = 0x8180 | (answer.isAuthenticated ? 0x0020 : 0) | UInt16(answer.code)
        var reply = ByteBuffer()
        for field in [identifier, flags, 1, UInt16(answer.records.count), 0, 0] { reply.writeInteger(field) }
        reply.writeBytes(bytes)
        for (owner, record) in answer.records {
            reply.writeBytes(DNSTestRecord.encoded(owner))
            for field in [record.type, 1, 0, 60, UInt16(record.data.count)] { reply.writeInteger(field) }
            reply.writeBytes(record.data)
        }
        return reply
    }
}

extension UInt16 {
    fileprivate var bigEndianBytes: [UInt8] { [UInt8(self >> 8), UInt8(self & 0xFF)] }
}
