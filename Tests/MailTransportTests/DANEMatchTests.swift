import DNSResolution
import MailCore
import MailTransport
import Testing

@Suite struct DANEMatchTests {
    private static func certificate(
        _ bytes: [UInt8], key: [UInt8], subject: String = "a", problems: [CertificateProblem] = []
    ) -> Certificate {
        var publicKey = Certificate.PublicKey()
        publicKey.der = key
        let now = UTCTime(secondsSince1970: 0)
        return Certificate(
            subject: subject, issuer: "b", names: [], notBefore: now, notAfter: now, sha256: "", problems: problems,
            key: publicKey,
            der: bytes)
    }

    private static let chain = [
        certificate(Array("abc".utf8), key: [1, 2]), certificate(Array("authority".utf8), key: [3], subject: "b"),
        certificate(Array("stranger".utf8), key: [4], subject: "c"),
    ]

    /// SHA-256 and the beginning of SHA-512 of `abc` (FIPS 180-4).
    private static let sha256: [UInt8] = [
        0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40, 0xDE, 0x5D, 0xAE, 0x22, 0x23, 0xB0, 0x03,
        0x61,
        0xA3, 0x96, 0x17, 0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2, 0x00, 0x15, 0xAD,
    ]

    @Test(
        arguments: [
            (3, 0, 0, Array("abc".utf8), .matched), (1, 0, 1, sha256, .matched), (3, 1, 0, [1, 2], .matched),
            (2, 1, 0, [3], .matched), (0, 0, 0, Array("authority".utf8), .matched),
            // Sent beside, and not the one that issued it.
            (2, 1, 0, [4], .mismatched),
            // An authority is not the server, nor the other way round.
            (3, 1, 0, [3], .mismatched), (2, 1, 0, [1, 2], .mismatched), (3, 0, 2, sha256, .mismatched),
            (3, 0, 1, Array(sha256.dropLast()), .mismatched),
            (4, 0, 0, [1], .unusable), (3, 2, 0, [1], .unusable), (3, 0, 3, [1], .unusable), (3, 0, 0, [], .unusable),
        ] as [(UInt8, UInt8, UInt8, [UInt8], DANEMatch)])
    func `A record names a certificate or a key`(
        usage: UInt8, selector: UInt8, matching: UInt8, data: [UInt8], match: DANEMatch
    ) {
        let record = TLSARecord(usage: usage, selector: selector, matching: matching, data: data)
        #expect(DANEMatch(records: [record], chain: Self.chain) == match)
    }

    @Test func `One record that fits is enough`() {
        let records = [
            TLSARecord(usage: 3, selector: 1, matching: 0, data: [9]),
            TLSARecord(usage: 3, selector: 1, matching: 0, data: [1, 2]),
        ]
        #expect(DANEMatch(records: records, chain: Self.chain) == .matched)
        #expect(DANEMatch(records: [], chain: Self.chain) == .unusable)
        #expect(DANEMatch(records: records, chain: []) == .mismatched)
    }

    @Test func `In a chain that was refused only the server's own certificate counts`() {
        let chain = [Self.certificate([1], key: [2], problems: [.unknownIssuer])] + Self.chain.dropFirst()
        func match(_ usage: UInt8, _ data: [UInt8]) -> DANEMatch {
            DANEMatch(records: [TLSARecord(usage: usage, selector: 1, matching: 0, data: data)], chain: chain)
        }
        #expect(match(2, [3]) == .unusable)
        #expect(match(3, [2]) == .matched)
        #expect(match(3, [9]) == .mismatched)
    }
}
