import Glibc
import MailCore
import MailboxMigration
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

    @Test(arguments: [
        ("1", UInt64(1)), ("500000", 500_000), ("500K", 500_000), ("500k/s", 500_000), ("2M", 2_000_000),
        ("2.5MB", 2_500_000),
        ("1KiB", 1_024), ("1GiB/s", 1 << 30), ("3TB", 3_000_000_000_000), ("9007199254740992", 1 << 53), ("7B", 7),
    ])
    func byteCountsAreRead(text: String, bytes: UInt64) {
        #expect(ByteCount(argument: text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "0", "0.5", "-1", "K", "1X", "1iB", "1KB/h", "1e3", "inf", "nan", "9007199254740994", "1.2.3", "１", "1 M",
        "0x10",
    ])
    func otherByteCountsAreRefused(text: String) {
        #expect(ByteCount(argument: text) == nil)
    }

    @Test(arguments: [
        ("2024-03-01T00:00Z", Int64(1_709_251_200)), ("2024-03-01T08:00:00+08:00", 1_709_251_200),
        ("2024-02-29T19:00-0500", 1_709_251_200), ("2024-02-29T23:59:59Z", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
    ])
    func momentsAreRead(text: String, seconds: Int64) {
        #expect(Moment(argument: text)?.time == UTCTime(secondsSince1970: seconds))
    }

    @Test func aDayBeginsAtMidnightOfThisMachine() throws {
        let day = try #require(Moment(argument: "2024-03-01"))
        #expect(day == Moment(argument: "2024-03-01T00:00"))
        var seconds = time_t(day.time.secondsSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        #expect([parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec] == [1, 0, 0, 0])
    }

    @Test(arguments: [
        "", "2024", "2024-3-1", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-03-00", "01-Mar-2024",
        "2024-03-01T", "2024-03-01T24:00Z", "2024-03-01T08Z", "2024-03-01T08:60Z", "2024-03-01T08:00z",
        "2024-03-01T08:00+24:00",
        "2024-03-01T08:00+08:60", "2024-03-01 08:00", "2024-03-01T08:00Z ", "2024-03-01T08:00:61Z", "２024-03-01",
    ])
    func otherMomentsAreRefused(text: String) {
        #expect(Moment(argument: text) == nil)
    }

    @Test(arguments: [
        ("a=b", "a", "b"), ("工作=Work/合同", "工作", "Work/合同"), ("a\\=b=c", "a=b", "c"), ("a=b=c", "a", "b=c"),
        ("a\\b=c", "a\\b", "c"),
    ])
    func rulesAreRead(text: String, source: String, target: String) {
        #expect(MailboxPlacement.Rule(argument: text) == MailboxPlacement.Rule(source: source, target: target))
    }

    @Test(arguments: ["", "a", "=", "a=", "=b", "a\\=b"])
    func otherRulesAreRefused(text: String) {
        #expect(MailboxPlacement.Rule(argument: text) == nil)
    }
}
