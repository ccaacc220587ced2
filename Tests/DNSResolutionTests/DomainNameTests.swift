import DNSResolution
import Testing

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("Example.ORG", "example.org"), ("a.org.", "a.org"), ("_imaps._tcp.a.org", "_imaps._tcp.a.org"),
        ("a\\b.org", "a\\092b.org"),
    ])
    func namesAreRead(text: String, description: String) {
        #expect(DomainName(text)?.description == description)
    }

    @Test(arguments: ["", ".", "a..b", ".a", "bücher.example", "a b.org", String(repeating: "a", count: 64) + ".org"])
    func otherNamesAreRefused(text: String) {
        #expect(DomainName(text) == nil)
    }

    /// 253 characters make 255 bytes on the wire.
    @Test(arguments: [(252, true), (253, true), (254, false)])
    func lengthIsLimited(length: Int, isAllowed: Bool) {
        let label = String(repeating: "a", count: 49) + "."
        let name = String(repeating: label, count: 5) + String(repeating: "b", count: length - 250)
        #expect(name.utf8.count == length)
        #expect((DomainName(name) != nil) == isAllowed)
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1", "::", "255.255.255.255"])
    func addressesRoundTrip(text: String) {
        #expect(IPAddress(text)?.description == text)
    }

    @Test(arguments: ["", "192.0.2", "192.0.2.256", "2001:db8:::1", "localhost", "192.0.2.1 "])
    func otherTextsAreNoAddresses(text: String) {
        #expect(IPAddress(text) == nil)
    }
}
