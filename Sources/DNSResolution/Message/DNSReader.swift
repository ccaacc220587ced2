/// Reads the wire format of RFC 1035 §4. Every read is checked against the end of the message.
struct DNSReader {
    private let bytes: [UInt8]
    private(set) var position = 0

    /// Most compression pointers in one name. Each must also lead backwards, so no chain can loop.
    static let maximumPointers = 16

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func move(to position: Int) { self.position = position }

    /// The position after the next `count` bytes.
    func end(after count: Int) throws(DNSError) -> Int {
        guard count <= bytes.count - position else { throw .malformedAnswer }
        return position + count
    }

    mutating func readBytes(count: Int) throws(DNSError) -> [UInt8] {
        let end = try end(after: count)
        defer { position = end }
        return Array(bytes[position..<end])
    }

    mutating func readUInt8() throws(DNSError) -> UInt8 {
        let end = try end(after: 1)
        defer { position = end }
        return bytes[position]
    }

    mutating func readUInt16() throws(DNSError) -> UInt16 {
        let (high, low) = (try readUInt8(), try readUInt8())
        return UInt16(high) << 8 | UInt16(low)
    }

    /// A name, with message compression (RFC 1035 §4.1.4).
    mutating func readName() throws(DNSError) -> DomainName {
        var labels: [[UInt8]] = []
        var wireLength = 1
        var pointers = 0
        var resume: Int?
        while true {
            let start = position
            let length = try readUInt8()
            switch length {
            case 0:
                if let resume { position = resume }
                return DomainName(labels: labels)
            case 1...63:
                wireLength += 1 + Int(length)
                guard wireLength <= DomainName.maximumWireLength else { throw .malformedAnswer }
                labels.append(try readBytes(count: Int(length)))
            case 0xC0...0xFF:
                let target = Int(length & 0x3F) << 8 | Int(try readUInt8())
                pointers += 1
                guard target < start, pointers <= Self.maximumPointers else { throw .malformedAnswer }
                resume = resume ?? position
                position = target
            default:
                throw .malformedAnswer  // 01 and 10 are reserved
            }
        }
    }
}
