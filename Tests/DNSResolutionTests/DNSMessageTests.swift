import DNSResolution
import Testing

/// Answers as bytes. The question is always `a.org`, so the name stands at offset 12.
@Suite struct DNSMessageTests {
    private static let question: [UInt8] = [1, 0x61, 3, 0x6F, 0x72, 0x67, 0, 0, 1, 0, 1]
    private static let pointerToName: [UInt8] = [0xC0, 12]

    private static func message(flags: UInt8 = 0x80, answers: UInt8, _ sections: [UInt8]...) -> [UInt8] {
        [0, 1, 0x81, flags, 0, 1, 0, answers, 0, 0, 0, 0] + question + sections.flatMap { $0 }
    }

    private static func record(type: UInt8, class: UInt8 = 1, owner: [UInt8] = pointerToName, _ data: [UInt8])
        -> [UInt8]
    {
        owner + [0, type, 0, `class`, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
    }

    private static let address: [UInt8] = [192, 0, 2, 1]

    private func records(_ bytes: [UInt8], about name: String = "a.org") throws -> [RecordData] {
        try DNSMessage(decoding: bytes).records(about: #require(DomainName(name)))
    }

    @Test func addressesAreRead() throws {
        let six: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
        let bytes = Self.message(answers: 2, Self.record(type: 1, Self.address), Self.record(type: 28, six))
        let found = try records(bytes)
        #expect(
            found.compactMap { if case .address(let address) = $0 { address.description } else { nil } } == [
                "192.0.2.1", "2001:db8::1",
            ])
    }

    @Test func servicesAndExchangersAreRead() throws {
        let bytes = Self.message(
            answers: 2, Self.record(type: 33, [0, 1, 0, 2, 3, 0xE1] + Self.pointerToName),
            Self.record(type: 15, [0, 10, 2, 0x4D, 0x58] + Self.pointerToName))
        #expect(
            try records(bytes) == [
                .service(ServiceRecord(priority: 1, weight: 2, port: 993, target: "a.org")),
                .mailExchanger(MailExchanger(preference: 10, host: "mx.a.org")),
            ])
    }

    /// RFC 1035 §3.3.14: a record is several strings, each with its length in front.
    @Test(arguments: [([], []), ([0], []), ([2, 0x61, 0x62, 1, 0x63], Array("abc".utf8))] as [([UInt8], [UInt8])])
    func textsAreJoined(data: [UInt8], expected: [UInt8]) throws {
        #expect(try records(Self.message(answers: 1, Self.record(type: 16, data))) == [.text(expected)])
    }

    @Test func certificateAssociationsAreRead() throws {
        let bytes = Self.message(
            answers: 2, Self.record(type: 52, [3, 1, 1, 0xAB, 0xCD]), Self.record(type: 52, [255, 9, 0]))
        #expect(
            try records(bytes) == [
                .certificateAssociation(TLSARecord(usage: 3, selector: 1, matching: 1, data: [0xAB, 0xCD])),
                .certificateAssociation(TLSARecord(usage: 255, selector: 9, matching: 0, data: [])),
            ])
    }

    /// The bytes that are missing must not be taken from the record behind.
    @Test(arguments: [[], [3], [3, 1]] as [[UInt8]])
    func certificateAssociationsThatAreCutAreRefused(data: [UInt8]) {
        let bytes = Self.message(answers: 2, Self.record(type: 52, data), Self.record(type: 1, Self.address))
        #expect(throws: DNSError.malformedAnswer) { try DNSMessage(decoding: bytes) }
    }

    @Test func rootTargetIsEmpty() throws {
        let bytes = Self.message(answers: 1, Self.record(type: 33, [0, 0, 0, 0, 0, 0, 0]))
        #expect(try records(bytes) == [.service(ServiceRecord(priority: 0, weight: 0, port: 0, target: ""))])
    }

    @Test(arguments: [(UInt8(0x80), false), (0xA0, true)])
    func authenticationIsTheADBit(flags: UInt8, expected: Bool) throws {
        #expect(try DNSMessage(decoding: Self.message(flags: flags, answers: 0)).isAuthenticated == expected)
    }

    @Test func aliasesAreFollowedAndOtherNamesIgnored() throws {
        let target: [UInt8] = [1, 0x62, 0]  // b.
        let bytes = Self.message(
            answers: 3, Self.record(type: 5, target), Self.record(type: 1, owner: target, Self.address),
            Self.record(type: 1, owner: [1, 0x63, 0], [6, 6, 6, 6]))
        let address = try #require(IPAddress("192.0.2.1"))
        #expect(try records(bytes) == [.address(address)])
    }

    @Test(arguments: [(8, 1), (9, 0)])
    func chainsOfAliasesAreBounded(length: Int, expected: Int) throws {
        var sections: [UInt8] = []
        var owner = Self.pointerToName
        for index in 0..<length {
            let target: [UInt8] = [2, 0x78, UInt8(0x61 + index), 0]
            sections += Self.record(type: 5, owner: owner, target)
            owner = target
        }
        sections += Self.record(type: 1, owner: owner, Self.address)
        #expect(try records(Self.message(answers: UInt8(length + 1), sections)).count == expected)
    }

    @Test func loopsOfAliasesEnd() throws {
        #expect(try records(Self.message(answers: 1, Self.record(type: 5, Self.pointerToName))).isEmpty)
    }

    @Test func otherTypesAndClassesArePassedOver() throws {
        let bytes = Self.message(
            answers: 3, Self.record(type: 10, [3, 1, 2, 3]), Self.record(type: 1, class: 3, Self.address),
            Self.record(type: 1, Self.address))
        #expect(try records(bytes).count == 1)
    }

    @Test(arguments: [127, 128, 129])
    func recordsAreLimited(count: Int) throws {
        let bytes = Self.message(
            answers: UInt8(count), (0..<count).flatMap { _ in Self.record(type: 1, Self.address) })
        #expect(try records(bytes).count == min(count, 128))
    }

    private static let hostile: [(String, [UInt8])] = [
        ("empty", []),
        ("half a header", [0, 1, 0x81, 0x80, 0]),
        ("more answers than bytes", message(answers: 1)),
        ("data cut short", message(answers: 1, record(type: 1, address).dropLast())),
        ("pointer to itself", message(answers: 1, [0xC0, 23, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("pointer forward", message(answers: 1, [0xC0, 40, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])),
        ("reserved label type", message(answers: 1, record(type: 1, owner: [0x40, 0], address))),
        ("address of 5 bytes", message(answers: 1, record(type: 1, address + [0]))),
        ("address of 3 bytes", message(answers: 1, record(type: 1, [1, 2, 3]), [9])),
        ("data length beyond the end", message(answers: 1, pointerToName + [0, 16, 0, 1, 0, 0, 0, 0, 0xFF, 0xFF])),
        ("string beyond its record", message(answers: 1, record(type: 16, [2, 0x61]), [0x62])),
        ("service without target", message(answers: 1, record(type: 33, [0, 0, 0, 0, 0, 0]))),
    ]

    @Test(arguments: hostile)
    func hostileMessagesAreRefused(what: String, bytes: [UInt8]) {
        #expect(throws: DNSError.malformedAnswer, "\(what)") { try DNSMessage(decoding: bytes) }
    }

    /// Labels of 63, 63, 63 and n bytes: 255 bytes on the wire are allowed (n = 61), 256 are not.
    @Test(arguments: [(60, true), (61, true), (62, false)])
    func namesAreLimited(last: Int, isAllowed: Bool) throws {
        let labels = [63, 63, 63, last].map { count in [UInt8(count)] + [UInt8](repeating: 0x61, count: count) }
        let name = Array(labels.joined()) + [0]
        let bytes = Self.message(answers: 1, Self.record(type: 1, owner: name, Self.address))
        if isAllowed {
            #expect(try DNSMessage(decoding: bytes).records.count == 1)
        } else {
            #expect(throws: DNSError.malformedAnswer) { try DNSMessage(decoding: bytes) }
        }
    }

    /// The owner is a pointer into a chain of pointers that stands in an unread record before it.
    @Test(arguments: [(15, true), (16, true), (17, false)])
    func pointersAreLimited(count: Int, isAllowed: Bool) throws {
        let chainStart = 12 + Self.question.count + 12
        let chain = (0..<count - 1).flatMap { index -> [UInt8] in
            let target = index == 0 ? 12 : chainStart + (index - 1) * 2
            return [0xC0, UInt8(target)]
        }
        let owner: [UInt8] = [0xC0, UInt8(chainStart + (count - 2) * 2)]
        let bytes = Self.message(
            answers: 2, Self.record(type: 10, chain), Self.record(type: 1, owner: owner, Self.address))
        if isAllowed {
            #expect(try records(bytes).count == 1)
        } else {
            #expect(throws: DNSError.malformedAnswer) { try DNSMessage(decoding: bytes) }
        }
    }

    /// No single flipped byte may crash the decoder or make it loop.
    @Test func everyDamagedByteIsSurvived() throws {
        let bytes = Self.message(
            answers: 3, Self.record(type: 33, [0, 1, 0, 2, 3, 0xE1] + Self.pointerToName),
            Self.record(type: 5, Self.pointerToName), Self.record(type: 1, Self.address))
        for index in bytes.indices {
            for value in [0, 1, 0x3F, 0x7F, 0x80, 0xC0, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[index] = value
                if let message = try? DNSMessage(decoding: damaged) { #expect(message.records.count <= 128) }
            }
        }
    }
}
