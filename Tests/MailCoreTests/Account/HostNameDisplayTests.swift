import MailCore
import Testing

@Suite struct HostNameDisplayTests {
    @Test(arguments: [
        "例子.测试", "bücher.example", "straße.example", "łódź.example", "møbler.example", "ラーメン々東京.example", "한국.example",
        "漢字한글.example", "президент.рф", "παράδειγμα.example", "हिन्दी.भारत", "مثال.example", "דוגמה.example", "ไทย.example",
        "3号-店.example", "việt.example", "mail.example.org", "_imaps._tcp.bücher.example", "1.2.3.4",
    ])
    func `Honest names are shown in their own script`(name: String) {
        #expect(HostName.display(name) == name)
        #expect(HostName.ascii(name).map(HostName.display) == name)
    }

    @Test(arguments: [
        ("pаypal.example", "xn--pypal-4ve.example"),  // Cyrillic а
        ("раypal.bücher", "xn--ypal-43d9g.bücher"),  // only the label that deceives
        ("gοοgle.example", "xn--ggle-0nda.example"),  // Greek ο
        ("abc中国.example", "xn--abc-x68dy61b.example"), ("bücherкнига.example", "xn--bcher-kva858cxa8bt7a.example"),
        ("ノabc.example", "xn--abc-jn4b.example"), ("lıve.example", "xn--lve-jua.example"),
    ])
    func `A label that mixes scripts is shown as its A-label`(name: String, shown: String) {
        #expect(HostName.display(name) == shown)
    }

    /// All Cyrillic, and looks like `apple`; under a Cyrillic domain nobody expects Latin.
    @Test func `A label whose letters all look Latin is shown as its A-label below a Latin domain`() {
        #expect(HostName.display("аррӏе.example") == "xn--80ak6aa92e.example")
        #expect(HostName.display("сосна.рф") == "сосна.рф")
    }

    @Test(arguments: [
        "xn--0.example", "xn--i-7iq.example", "xn--a.example", "xn--bcher-kva8445foa.example", "xn--.example",
        "xn--abc-.example", "xn--strae-oqa-.example",
    ])
    func `What does not convert back is shown as it is`(name: String) {
        #expect(HostName.display(name) == name.lowercased())
    }

    @Test func `Invisible characters are not shown`() {
        #expect(HostName.display("क\u{94D}\u{200D}ष.example") == "xn--11b2ezcw70k.example")
        #expect(HostName.display("a\u{1B}[31m.example") == "a\\u{1B}[31m.example")
        #expect(HostName.display("::1") == "::1")
    }
}
