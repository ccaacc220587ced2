import HTTPFetch
import Testing

@Suite struct HTTPURLTests {
    @Test(arguments: [
        ("https://Example.org", "https://example.org/"),
        ("https://example.org:8443/a?b=c#d", "https://example.org:8443/a?b=c"),
        ("https://example.org?x", "https://example.org/?x"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://[2001:db8::1]:444/a", "https://[2001:db8::1]:444/a"),
        ("https://Bücher.example:444/a", "https://xn--bcher-kva.example:444/a"),
        ("https://例子。测试/", "https://xn--fsqu00a.xn--0zwm56d/"),
    ])
    func urlsAreRead(text: String, expected: String) {
        #expect(HTTPURL(text)?.description == expected)
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org", "https://", "https://user@example.org", "https://example.org:0",
        "https://example.org:65536", "https://exa mple.org", "https://example.org/\u{1}", "https://example.org/é",
        "https://[example]/", "https://a..b/", "https://b\u{202E}.example/", "https://℀.example/",
        "https://b\u{20}ü.example/",
        "https://bücher.example?é",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(HTTPURL(text) == nil)
    }

    @Test(arguments: [(2_047, true), (2_048, true), (2_049, false)])
    func lengthIsLimited(length: Int, isAllowed: Bool) {
        let start = "https://example.org/"
        let text = start + String(repeating: "a", count: length - start.count)
        #expect((HTTPURL(text) != nil) == isAllowed)
    }

    @Test(arguments: [
        ("https://b.org/y", "https://b.org/y"), ("/y?z", "https://a.org:8443/y?z"), ("y", "https://a.org:8443/x/y"),
        ("//b.org/y", "https://b.org/y"), ("http://b.org/", "http://b.org/"), ("HTTPS://B.org", "https://b.org/"),
        ("/y?to=http://b.org/", "https://a.org:8443/y?to=http://b.org/"),
        ("y?to=http://b.org/", "https://a.org:8443/x/y?to=http://b.org/"),
    ])
    func locationsAreResolved(location: String, expected: String) throws {
        let base = try #require(HTTPURL("https://a.org:8443/x/w?q=/"))
        #expect(base.resolving(location)?.description == expected)
    }
}
