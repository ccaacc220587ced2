import Testing

@testable import POP3Client

@Suite struct POP3CapabilitiesTests {
    private func capabilities(_ rows: String...) -> POP3Capabilities {
        POP3Capabilities(rows: rows.map { Array($0.utf8) })
    }

    /// RFC 2449 §5, the example.
    @Test func everythingIsRead() {
        let all = capabilities(
            "TOP", "user", "SASL CRAM-MD5 KERBEROS_V4", "UIDL", "RESP-CODES", "LOGIN-DELAY 900", "PIPELINING",
            "EXPIRE 60",
            "STLS", "UTF8 USER", "LANG", "IMPLEMENTATION Shlemazle-Plotz-v302", "")
        #expect(all.areKnown && all.hasTop && all.hasUserCommand && all.hasUniqueIDs && all.hasPipelining)
        #expect(all.hasStartTLS && all.hasUTF8 && all.hasLanguages)
        #expect(all.mechanisms == ["CRAM-MD5", "KERBEROS_V4"])
        #expect(all.implementation == "Shlemazle-Plotz-v302")
        #expect(all.loginDelay == .init(value: .seconds(900), variesByUser: false))
        #expect(all.expiry == .init(value: .days(60), variesByUser: false))
        #expect(all.names.count == 12)
    }

    @Test(
        arguments: [
            ("EXPIRE NEVER", .init(value: .never, variesByUser: false)),
            ("EXPIRENEVER", .init(value: .never, variesByUser: false)),
            ("EXPIRE 0", .init(value: .days(0), variesByUser: false)),
            ("expire 5 user", .init(value: .days(5), variesByUser: true)), ("EXPIRE", nil), ("EXPIRE soon", nil),
            ("EXPIRE -1", nil), ("EXPIRE 99999999999999999999", nil),
        ] as [(String, POP3Capabilities.PerUser<POP3Capabilities.Expiry>?)])
    func expiryIsRead(_ row: String, _ expected: POP3Capabilities.PerUser<POP3Capabilities.Expiry>?) {
        #expect(capabilities(row).expiry == expected)
    }

    @Test(
        arguments: [
            ("LOGIN-DELAY 0", .init(value: .seconds(0), variesByUser: false)),
            ("LOGIN-DELAY 86400 USER", .init(value: .seconds(86_400), variesByUser: true)), ("LOGIN-DELAY", nil),
            ("LOGIN-DELAY +5", nil), ("LOGIN-DELAY 4294967296", nil),
        ] as [(String, POP3Capabilities.PerUser<Duration>?)])
    func loginDelayIsRead(_ row: String, _ expected: POP3Capabilities.PerUser<Duration>?) {
        #expect(capabilities(row).loginDelay == expected)
    }

    @Test(
        arguments: [
            ("1 120", 1, 120), ("2 200 more", 2, 200), ("4294967295 0", 4_294_967_295, 0),
            ("1 18446744073709551615", 1, .max),
        ] as [(String, UInt32, UInt64)])
    func sizesAreRead(_ line: String, _ number: UInt32, _ size: UInt64) {
        #expect(MessageSize(Array(line.utf8)) == MessageSize(number: MessageNumber(rawValue: number), size: size))
    }

    @Test(arguments: ["", "1", "0 5", "-1 5", "x 5", "1 x", "4294967296 5", "1 18446744073709551616", " "])
    func otherLinesAreNoSizes(_ line: String) {
        #expect(MessageSize(Array(line.utf8)) == nil)
    }

    @Test func uniqueIDsAreRead() {
        let row = MessageUniqueID(Array("2 QhdPYR:00WBw1Ph7x7".utf8))
        #expect(row?.number.rawValue == 2)
        #expect(row?.uniqueID == Array("QhdPYR:00WBw1Ph7x7".utf8))
        #expect(MessageUniqueID(Array("2".utf8)) == nil)
        #expect(MessageUniqueID(Array("0 a".utf8)) == nil)
    }
}
