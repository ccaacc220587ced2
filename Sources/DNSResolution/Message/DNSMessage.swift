internal import MailCore

/// What we take from an answer (RFC 1035 §4.1): the AD bit and the records of the answer section.
package struct DNSMessage: Hashable, Sendable {
    package struct Record: Hashable, Sendable {
        package let owner: DomainName
        package let data: RecordData
    }

    package let isAuthenticated: Bool
    package let records: [Record]

    /// Most CNAMEs followed from the name asked for; a longer chain is a loop or an attack.
    static let maximumAliases = 8

    /// Most questions that an answer repeats. We ask one.
    static let maximumQuestions = 1

    // RFC 1035 §4.1.1, RFC 4035 §3.2.3
    private static let response: UInt16 = 0x8000
    private static let truncation: UInt16 = 0x0200
    private static let authenticData: UInt16 = 0x0020

    private static let internetClass: UInt16 = 1

    /// Reads a whole answer. Records of other kinds are passed over, and so are those after
    /// ``ByteLimits/dnsRecords``.
    ///
    /// - Throws: ``DNSError/malformedAnswer`` when anything up to there is cut short or inconsistent, when it is a question,
    ///   or truncated: what it lacks might be what was asked for.
    package init(decoding bytes: [UInt8]) throws(DNSError) {
        var reader = DNSReader(bytes)
        _ = try reader.readUInt16()  // ID: libresolv has matched it to the question
        let flags = try reader.readUInt16()
        let questions = try reader.readUInt16()
        let answers = try reader.readUInt16()
        guard flags & Self.response != 0, flags & Self.truncation == 0, questions <= Self.maximumQuestions else {
            throw .malformedAnswer
        }
        _ = try reader.readBytes(count: 4)  // counts of the sections after the answers
        for _ in 0..<questions {
            _ = try reader.readName()
            _ = try reader.readBytes(count: 4)
        }

        var records: [Record] = []
        for _ in 0..<min(Int(answers), ByteLimits.dnsRecords) {
            let owner = try reader.readName()
            if let data = try Self.readData(from: &reader) { records.append(Record(owner: owner, data: data)) }
        }
        self.isAuthenticated = flags & Self.authenticData != 0
        self.records = records
    }

    /// Records about the name, reached through its CNAMEs if it has any. A record about another name is never
    /// used: nobody asked for it.
    package func records(about name: DomainName) -> [RecordData] {
        guard let name = canonicalName(of: name) else { return [] }
        return records.filter { $0.owner == name }.map(\.data)
    }

    /// Where the CNAMEs of a name lead; the name itself where it has none, nil where there is no end.
    package func canonicalName(of name: DomainName) -> DomainName? {
        var owner = name
        for _ in 0...Self.maximumAliases {
            let aliases = records.lazy.filter { $0.owner == owner }.compactMap(\.data.alias)
            guard let next = aliases.first else { return owner }
            owner = next
        }
        return nil
    }

    private static func readData(from reader: inout DNSReader) throws(DNSError) -> RecordData? {
        let type = RecordType(rawValue: try reader.readUInt16())
        let `class` = try reader.readUInt16()
        _ = try reader.readBytes(count: 4)  // TTL: answers are used at once
        let length = Int(try reader.readUInt16())
        let end = try reader.end(after: length)
        guard let type, `class` == internetClass else {
            reader.move(to: end)
            return nil
        }
        let data = try RecordData(type: type, end: end, reader: &reader)
        guard reader.position == end else { throw .malformedAnswer }
        return data
    }
}

extension RecordData {
    fileprivate var alias: DomainName? {
        if case .alias(let name) = self { name } else { nil }
    }

    fileprivate init(type: RecordType, end: Int, reader: inout DNSReader) throws(DNSError) {
        switch type {
        case .a, .aaaa:
            let bytes = try reader.readBytes(count: type == .a ? 4 : 16)
            guard let address = IPAddress(bytes: bytes) else { throw .malformedAnswer }
            self = .address(address)
        case .cname:
            self = .alias(try reader.readName())
        case .mx:
            let preference = try reader.readUInt16()
            self = .mailExchanger(MailExchanger(preference: preference, host: try reader.readName().description))
        case .txt:
            var text: [UInt8] = []
            while reader.position < end { text += try reader.readBytes(count: Int(try reader.readUInt8())) }
            self = .text(text)
        case .srv:
            let (priority, weight) = (try reader.readUInt16(), try reader.readUInt16())
            let port = try reader.readUInt16()
            let target = try reader.readName().description
            self = .service(ServiceRecord(priority: priority, weight: weight, port: port, target: target))
        case .tlsa:
            let (usage, selector) = (try reader.readUInt8(), try reader.readUInt8())
            let matching = try reader.readUInt8()
            guard reader.position <= end else { throw .malformedAnswer }
            let data = try reader.readBytes(count: end - reader.position)
            self = .certificateAssociation(
                TLSARecord(usage: usage, selector: selector, matching: matching, data: data))
        }
    }
}
