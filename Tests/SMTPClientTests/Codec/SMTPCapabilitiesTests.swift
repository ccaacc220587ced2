import Testing

@testable import SMTPClient

@Suite struct SMTPCapabilitiesTests {
    private func capabilities(_ lines: String...) -> SMTPCapabilities {
        SMTPCapabilities(SMTPReply(code: 250, lines: (["mx.example.org"] + lines).map { Array($0.utf8) }))
    }

    @Test func everythingIsRead() {
        let all = capabilities(
            "PIPELINING", "SIZE 35882577", "auth login PLAIN XOAUTH2", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME",
            "SMTPUTF8",
            "")
        #expect(all.isExtended && all.hasPipelining && all.hasStartTLS && all.hasEnhancedStatusCodes)
        #expect(all.has8BitMIME && all.hasUTF8)
        #expect(all.mechanisms == ["login", "PLAIN", "XOAUTH2"])
        #expect(all.sizeLimit == 35_882_577)
        #expect(all.names.count == 7)
    }

    @Test func nameOfTheServerIsNoCapability() {
        let reply = SMTPReply(code: 250, lines: [Array("STARTTLS".utf8)])
        #expect(!SMTPCapabilities(reply).hasStartTLS)
    }

    /// RFC 1870 §3: 0 stands for no limit that is fixed.
    @Test(
        arguments: [("SIZE 0", nil), ("SIZE", nil), ("SIZE x", nil), ("SIZE 1", 1), ("SIZE 99999999999999999999", nil)]
            as [(String, UInt64?)])
    func sizeIsRead(_ line: String, _ expected: UInt64?) { #expect(capabilities(line).sizeLimit == expected) }

    @Test func oldFormOfAuthIsRead() {
        #expect(capabilities("AUTH=LOGIN PLAIN").mechanisms == ["LOGIN", "PLAIN"])
        #expect(Set(capabilities("AUTH LOGIN", "AUTH=LOGIN PLAIN").mechanisms) == ["LOGIN", "PLAIN"])
    }
}
