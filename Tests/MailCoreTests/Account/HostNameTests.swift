import MailCore
import Testing

@Suite struct HostNameTests {
    @Test(arguments: [
        "a", "localhost", "mail.example.org", "_imaps._tcp.example.org", "1.2.3.4", "a-b.c", "例子.公司", "xn--fsqu00a.cn",
        "हिन्दी.भारत",
    ])
    func valid(name: String) {
        #expect(HostName.isValid(name))
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a/b", "a:1", "a@b", "a\0", "a\r\n", "[::1]", "::1", "a%25",
        "a\u{202E}b", "\u{FF0E}", "🙂.org", "a\u{A0}b", "*.org", "x٣.org", "例子\0.公司", "例 子.公司", "℀.org",
        "例子.a/b", "例子..公司", "-é.org", "é-.org", "\u{301}a.org",
    ])
    func invalid(name: String) {
        #expect(!HostName.isValid(name))
    }

    /// IDNA2008 after the mapping of UTS 46, non-transitional.
    @Test(arguments: [
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d"), ("例子。测试", "xn--fsqu00a.xn--0zwm56d"),
        ("bücher.example", "xn--bcher-kva.example"), ("BÜCHER.Example", "xn--bcher-kva.example"),
        ("bu\u{308}cher.example", "xn--bcher-kva.example"), ("straße.example", "xn--strae-oqa.example"),
        ("Mail.Example.ORG", "mail.example.org"), ("ｍａｉｌ．example", "mail.example"), ("１２７.0.0.1", "127.0.0.1"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.bücher", "xn--bcher-kva.xn--bcher-kva"),
        ("क\u{94D}\u{200D}ष.example", "xn--11b2ezcw70k.example"),
        ("paypal.pаypal", "paypal.xn--pypal-4ve"), ("a_b.bücher", "a_b.xn--bcher-kva"),
        ("ex\u{AD}am\u{200B}ple.é", "example.xn--9ca"),
        // What stands for nothing is still a name that DNS can be asked for.
        ("xn--0.example", "xn--0.example"), ("xn--i-7iq.example", "xn--i-7iq.example"),
    ])
    func `Names go over the wire as A-labels`(name: String, ascii: String) {
        #expect(HostName.ascii(name) == ascii)
    }

    /// Joiners stand only where a script needs them (RFC 5892, appendix A).
    @Test(arguments: [
        "a\u{200D}b.example", "\u{200D}.example", "a\u{200C}b.example", "xn--0.é", "xn--i-7iq.é", "ab--é.org",
    ])
    func `IDNA2008 refuses`(name: String) {
        #expect(HostName.ascii(name) == nil)
    }

    /// 57 times `é` is an A-label of 63 bytes.
    @Test(arguments: [(56, true), (57, true), (58, false)])
    func `A-labels end at the same limit`(count: Int, isValid: Bool) {
        let name = HostName.ascii(String(repeating: "é", count: count) + ".example")
        #expect((name != nil) == isValid)
    }

    @Test func `Names of any length are refused at once`() {
        #expect(HostName.ascii(String(repeating: "é.", count: 5_000_000)) == nil)
        #expect(HostName.ascii(String(repeating: "a.", count: 5_000_000)) == nil)
    }

    @Test(arguments: [(62, true), (63, true), (64, false)])
    func labelsEndAtTheirLimit(length: Int, isValid: Bool) {
        #expect(HostName.isValid(String(repeating: "a", count: length) + ".org") == isValid)
    }

    @Test(arguments: [(252, true), (253, true), (254, false)])
    func namesEndAtTheirLimit(length: Int, isValid: Bool) {
        let name = String(String(repeating: "a.", count: 127).prefix(length - 1)).replacing(/\.$/, with: "a") + "b"
        #expect(name.utf8.count == length)
        #expect(HostName.isValid(name) == isValid)
    }
}
