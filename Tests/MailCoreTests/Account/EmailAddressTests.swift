import MailCore
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("alice@example.org", "alice", "example.org"), (" alice@example.org\n", "alice", "example.org"),
        ("Alice.B+tag@EXAMPLE.org.", "Alice.B+tag", "example.org"),
        ("o'brien!#$%&*/=?^_`{|}~-@x.co", "o'brien!#$%&*/=?^_`{|}~-", "x.co"),
        ("王小明@例子.公司", "王小明", "xn--fsqu00a.xn--55qx5d"), ("用户@Bücher.example", "用户", "xn--bcher-kva.example"),
        ("ن\u{200C}ن@x.co", "ن\u{200C}ن", "x.co"), ("a@xn--fsqu00a.xn--55qx5d", "a", "xn--fsqu00a.xn--55qx5d"),
        ("a@163.com", "a", "163.com"),
    ])
    func parts(text: String, localPart: String, domain: String) throws {
        let address = try EmailAddress(parsing: text)
        #expect(address.localPart == localPart)
        #expect(address.domain == domain)
        #expect(address.description == "\(localPart)@\(domain)")
    }

    @Test(arguments: ["", " ", "alice", "alice.example.org"])
    func withoutAtSign(text: String) {
        #expect(throws: EmailAddressError.missingAtSign) { try EmailAddress(parsing: text) }
    }

    @Test(arguments: [
        "@example.org", "a b@example.org", "\"a\"@example.org", "a@b@example.org", "a\u{0}@example.org",
        "a\r\nb@example.org",
        "<a@example.org", "a,b@example.org", "a\\@example.org", "a\u{85}@example.org", "a\u{A0}@example.org",
        "a\t@example.org", "王\u{202E}小@example.org", "王\u{200B}@example.org", "a\u{FEFF}@example.org",
        "a\u{2028}@example.org",
        "a\u{E000}@example.org",
    ])
    func badLocalParts(text: String) {
        #expect(throws: EmailAddressError.badLocalPart) { try EmailAddress(parsing: text) }
    }

    @Test(arguments: [
        "a@", "a@localhost", "a@.org", "a@example..org", "a@example.org..", "a@-x.org", "a@x-.org", "a@[127.0.0.1]",
        "a@exa mple.org", "a@example.org/x", "a@example.org:993", "a@127.0.0.1", "a@example.1",
        "a@例子", "a@１２７.0.0.1", "a@例 子.公司", "a@ex\u{202E}ample.org", "a@😀.org",
    ])
    func badDomains(text: String) {
        #expect(throws: EmailAddressError.badDomain) { try EmailAddress(parsing: text) }
    }

    @Test func `People see the domain in its own script, and no invisible character`() throws {
        #expect(try EmailAddress(parsing: "王小明@例子.公司").display == "王小明@例子.公司")
        #expect(try EmailAddress(parsing: "a@xn--fsqu00a.xn--55qx5d").display == "a@例子.公司")
        #expect(try EmailAddress(parsing: "a\u{200C}b@pаypal.example").display == "a\\u{200C}b@xn--pypal-4ve.example")
    }

    @Test(arguments: [(20, true), (21, true), (22, false)])
    func `Local parts are measured in bytes of UTF-8`(length: Int, isValid: Bool) {
        let text = String(repeating: "王", count: length) + "@example.org"
        #expect(((try? EmailAddress(parsing: text)) != nil) == isValid)
    }

    @Test(arguments: [(63, true), (64, true), (65, false)])
    func localPartsEndAtTheirLimit(length: Int, isValid: Bool) {
        let text = String(repeating: "a", count: length) + "@example.org"
        #expect(((try? EmailAddress(parsing: text)) != nil) == isValid)
    }
}
