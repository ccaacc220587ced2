import Testing

@testable import GodwitCommands

@Suite struct OptionValueTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", UInt16(53)), ("127.0.0.1:5353", "127.0.0.1", 5353),
        ("2001:db8::1", "2001:db8::1", 53), ("[2001:db8::1]:65535", "2001:db8::1", 65535), ("[::1]", "::1", 53),
    ])
    func nameserverIsRead(text: String, host: String, port: UInt16) {
        let address = NameserverAddress(argument: text)
        #expect(address?.host == host)
        #expect(address?.port == port)
    }

    @Test(arguments: [
        "", "dns.example", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:", "[::1", "[::1]x", ":53", "1.2.3",
    ])
    func otherNameserversAreRefused(text: String) {
        #expect(NameserverAddress(argument: text) == nil)
    }

    @Test(arguments: [
        ("1", Duration.seconds(1)), ("0.25", .milliseconds(250)), ("0.001", .milliseconds(1)),
        ("86400", .seconds(86_400)),
    ])
    func secondsAreRead(text: String, duration: Duration) {
        #expect(Seconds(argument: text)?.duration == duration)
    }

    @Test(arguments: ["0", "-1", "0.0009", "86400.1", "nan", "inf", "1s", ""])
    func otherTimesAreRefused(text: String) {
        #expect(Seconds(argument: text) == nil)
    }
}
