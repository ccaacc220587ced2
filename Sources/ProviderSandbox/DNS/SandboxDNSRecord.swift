/// A record of a name server, as bytes.
public struct SandboxDNSRecord: Hashable, Sendable {
    /// The type's number, such as 15 for MX.
    public let type: UInt16
    /// What stands behind the record's length on the wire; at most 65,535 bytes are sent.
    public let data: [UInt8]
    /// Nil is the name that was asked for.
    public var owner: String?

    /// Any record.
    public init(type: UInt16, data: [UInt8], owner: String? = nil) {
        self.type = type
        self.data = data
        self.owner = owner
    }

    /// An IPv4 address such as `127.0.0.1`.
    public static func a(_ address: String) -> SandboxDNSRecord {
        SandboxDNSRecord(type: 1, data: address.split(separator: ".").compactMap { UInt8($0) })
    }

    /// An alias (RFC 1035 §3.3.1).
    public static func cname(_ target: String) -> SandboxDNSRecord {
        SandboxDNSRecord(type: alias, data: encoded(target))
    }

    static let alias: UInt16 = 5

    /// RFC 2782.
    public static func srv(
        _ priority: UInt16, _ weight: UInt16, _ port: UInt16, _ target: String
    ) -> SandboxDNSRecord {
        SandboxDNSRecord(type: 33, data: [priority, weight, port].flatMap(\.bigEndianBytes) + encoded(target))
    }

    /// RFC 1035 §3.3.9.
    public static func mx(_ preference: UInt16, _ host: String) -> SandboxDNSRecord {
        SandboxDNSRecord(type: 15, data: preference.bigEndianBytes + encoded(host))
    }

    /// RFC 6698 §2.1.
    public static func tlsa(
        _ usage: UInt8, _ selector: UInt8, _ matching: UInt8, _ data: [UInt8]
    ) -> SandboxDNSRecord {
        SandboxDNSRecord(type: 52, data: [usage, selector, matching] + data)
    }

    /// At most 255 bytes for each string (RFC 1035 §3.3.14); longer texts become several.
    public static func txt(_ text: [UInt8]) -> SandboxDNSRecord {
        let strings = stride(from: 0, to: max(1, text.count), by: 255).map { text[$0..<min($0 + 255, text.count)] }
        return SandboxDNSRecord(type: 16, data: strings.flatMap { [UInt8($0.count)] + $0 })
    }

    /// The same of a text.
    public static func txt(_ text: String) -> SandboxDNSRecord { txt(Array(text.utf8)) }

    /// A name on the wire, uncompressed; `.` is the root. A label is cut at 63 bytes (RFC 1035 §2.3.4).
    public static func encoded(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { label in
            let bytes = label.utf8.prefix(63)
            return [UInt8(bytes.count)] + bytes
        } + [0]
    }
}

extension UInt16 {
    fileprivate var bigEndianBytes: [UInt8] { [UInt8(self >> 8), UInt8(self & 0xFF)] }
}
