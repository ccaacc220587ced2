import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

/// Whatever a document is made of, reading it ends, and what comes out can be connected to.
@Suite struct AutoconfigMutationTests {
    private static let words =
        [
            "<", ">", "/>", "&lt;", "&x;", "&#0;", "&#x110000;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [",
            "<!ENTITY x 'y'>",
            "<?a", "?>", " xmlns='u'", " xmlns:a='u'", "a:", "\0", "\u{FEFF}", "\u{202E}", "</incomingServer>",
            "<emailProvider>", "%EMAILADDRESS%",
            "%", "65536", "99999999999999999999", "-1", ".", "..", "'", "\"", "=", String(repeating: "a", count: 300),
            "xn--", "[::1]",
        ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFE, 0xFF]]

    @Test(.timeLimit(.minutes(2)), arguments: [1, 2, 3] as [UInt64])
    func `Damaged documents end in an error or in usable servers`(seed: UInt64) throws {
        var mutator = ByteMutator(seed: seed, words: Self.words)
        let valid = Array(AutoconfigDocumentTests.valid.utf8)
        let address = try EmailAddress(parsing: "alice@example.org")
        let clock = ContinuousClock()
        var (read, slowest) = (0, Duration.zero)
        for _ in 0..<2_000 {
            let bytes = mutator.damaged(valid)
            let start = clock.now
            let document = try? AutoconfigDocument(decoding: bytes)
            slowest = max(slowest, start.duration(to: clock.now))
            guard let document else { continue }
            read += 1
            for server in document.incomingSettings(for: address) + document.outgoingSettings(for: address) {
                #expect(HostName.ascii(server.host) == server.host)
                #expect(server.port > 0)
                #expect(server.username.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            }
        }
        #expect((100..<1_900).contains(read), "some are read and some are not")
        #expect(slowest < .seconds(1))
    }
}
