import DNSResolution
import MailTestServers
import Testing

/// Whatever an answer is made of, decoding it ends, soon, and in few records.
@Suite struct DNSMutationTests {
    private static let name: [UInt8] = [0xC0, 12]

    private static func record(type: UInt8, _ data: [UInt8]) -> [UInt8] {
        name + [0, type, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
    }

    /// One record of each kind, names in several forms.
    private static let valid: [UInt8] =
        [0, 1, 0x81, 0x80, 0, 1, 0, 5, 0, 0, 0, 0] + [4, 0x6D, 0x61, 0x69, 0x6C, 3, 0x6F, 0x72, 0x67, 0, 0, 33, 0, 1]
        + record(type: 5, [1, 0x61] + name) + record(type: 33, [0, 1, 0, 2, 3, 0xE1, 1, 0x62, 0xC0, 17])
        + record(type: 15, [0, 10, 2, 0x4D, 0x58] + name) + record(type: 1, [192, 0, 2, 1])
        + record(type: 28, [UInt8](repeating: 7, count: 16))

    private static let words: [[UInt8]] = [
        [0xC0, 0], [0xC0, 12], [0xC0, 40], [0xFF, 0xFF], [0x40], [0x80], [0], [63], [0, 16, 0, 1], [0, 33, 0, 1],
        [63] + [UInt8](repeating: 0x61, count: 63), [UInt8](repeating: 0xC0, count: 64), record(type: 5, name),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3] as [UInt64])
    func `Damaged answers end in an error or in few records`(seed: UInt64) throws {
        var mutator = ByteMutator(seed: seed, words: Self.words)
        let name = try #require(DomainName("mail.org"))
        var read = 0
        for _ in 0..<3_000 {
            guard let message = try? DNSMessage(decoding: mutator.damaged(Self.valid)) else { continue }
            read += 1
            #expect(message.records.count <= 128)
            #expect(message.records(about: name).count <= 128)
        }
        #expect((100..<2_900).contains(read), "some are read and some are not")
    }

    /// 65,535 bytes, made to take long: names of 127 labels, each reached over all pointers that are allowed.
    @Test func `The costliest answer is read soon`() {
        var bytes: [UInt8] = [0, 1, 0x81, 0x80, 0, 1, 0xFF, 0xFF, 0, 0, 0, 0]
        bytes += (0..<127).flatMap { _ in [1, 0x61] as [UInt8] } + [0, 0, 1, 0, 1]
        while bytes.count < 65_535 - 12 { bytes += Self.name + [0, 99, 0, 1, 0, 0, 0, 0, 0, 0] }
        let clock = ContinuousClock()
        let time = clock.measure { _ = try? DNSMessage(decoding: bytes) }
        #expect(time < .seconds(1))
    }

    @Test(arguments: [(0, true), (1, true), (2, false), (65_535, false)])
    func `An answer repeats at most the one question`(count: Int, isRead: Bool) throws {
        let question: [UInt8] = [1, 0x61, 0, 0, 1, 0, 1]
        let bytes =
            [0, 1, 0x81, 0x80, UInt8(count >> 8), UInt8(count & 0xFF), 0, 0, 0, 0, 0, 0]
            + Array(repeatElement(question, count: min(count, 9_000)).joined())
        #expect(((try? DNSMessage(decoding: bytes)) != nil) == isRead)
    }

    /// Bytes that no host name has come out as such, and never as a name that could be connected to.
    @Test(
        arguments: [
            (Array("a.b".utf8), "a\\046b"), ([0], "\\000"), (Array("a b".utf8), "a\\032b"),
            (Array("a/b".utf8), "a\\047b"),
            ([0x1B], "\\027"), ([0xFF], "\\255"), (Array("a\\b".utf8), "a\\092b"), (Array("A".utf8), "a"),
            (Array("[::1]".utf8), "\\091\\058\\0581\\093"), (Array("é".utf8), "\\195\\169"), (Array("@".utf8), "\\064"),
            (Array("\r\n".utf8), "\\013\\010"),
        ] as [([UInt8], String)])
    func `Names of servers hold no strange characters`(label: [UInt8], shown: String) throws {
        let target = [UInt8(label.count)] + label + [3, 0x6F, 0x72, 0x67, 0]
        let bytes =
            [0, 1, 0x81, 0x80, 0, 0, 0, 1, 0, 0, 0, 0] + [1, 0x61, 0]
            + [0, 33, 0, 1, 0, 0, 0, 60, 0, UInt8(6 + target.count)] + [0, 0, 0, 0, 3, 0xE1] + target
        let records = try DNSMessage(decoding: bytes).records(about: #require(DomainName("a")))
        #expect(records == [.service(ServiceRecord(priority: 0, weight: 0, port: 993, target: shown + ".org"))])
    }
}
