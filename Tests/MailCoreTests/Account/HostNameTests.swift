import MailCore
import Testing

@Suite struct HostNameTests {
    @Test(arguments: [
        "a", "localhost", "mail.example.org", "_imaps._tcp.example.org", "1.2.3.4", "a-b.c", "例子.公司", "xn--fsqu00a.cn",
        "हिन्दी.भारत", "x٣.org",
    ])
    func valid(name: String) {
        #expect(HostName.isValid(name))
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a/b", "a:1", "a@b", "a\0", "a\r\n", "[::1]", "::1", "a%25",
        "a\u{200B}",
        "a\u{202E}b", "\u{FF0E}", "🙂.org", "a\u{A0}b", "*.org",
    ])
    func invalid(name: String) {
        #expect(!HostName.isValid(name))
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
