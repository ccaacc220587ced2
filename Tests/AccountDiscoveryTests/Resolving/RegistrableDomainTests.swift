import AccountDiscovery
import Testing

@Suite struct RegistrableDomainTests {
    @Test(arguments: [
        ("imap.example.org", "example.org"), ("example.org", "example.org"), ("IMAP.Example.ORG.", "example.org"),
        ("a.b.example.co.uk", "example.co.uk"), ("mail.example.com.cn", "example.com.cn"),
        ("imap.example.gov.cn", "example.gov.cn"), ("mail.city.kawasaki.jp", "city.kawasaki.jp"),
        ("mail.www.ck", "www.ck"), ("imap.qiye.163.com", "163.com"), ("imap.aliyun.com", "aliyun.com"),
        ("x.example.ne.jp", "example.ne.jp"), ("mail.example.com", "example.com"), ("mail.com.example", "com.example"),
    ])
    func `By ICANN's rules`(host: String, domain: String) {
        #expect(RegistrableDomain.of(host: host) == domain)
    }

    @Test func `Customers of one host are strangers to each other`() {
        #expect(RegistrableDomain.of(host: "imap.alice.github.io") == "alice.github.io")
        #expect(RegistrableDomain.of(host: "bob.github.io") == "bob.github.io")
    }

    @Test(arguments: [
        ("imap.例子.中国", "xn--fsqu00a.xn--fiqs8s"), ("imap.xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
        ("mail.例子.公司.cn", "xn--fsqu00a.xn--55qx5d.cn"), ("mail.bücher.de", "xn--bcher-kva.de"),
    ])
    func `Internationalised names`(host: String, domain: String) {
        #expect(RegistrableDomain.of(host: host) == domain)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("2001:DB8::1", "2001:db8::1"), ("localhost", "localhost"), ("com", "com"),
        ("co.uk", "co.uk"), ("github.io", "github.io"), ("", ""), (".", ""), ("a..b", "a..b"), ("[::1]", "[::1]"),
    ])
    func `What nobody registered stays as it is`(host: String, domain: String) {
        #expect(RegistrableDomain.of(host: host) == domain)
    }

    @Test func `Below a domain that the list does not have, the last two labels count`() {
        #expect(RegistrableDomain.of(host: "a.b.c.no-such-domain") == "c.no-such-domain")
    }
}
