import IMAPCodec
import Testing

@testable import MailboxMigration

/// Dates in headers, as RFC 5322 has them and as they are found.
@Suite struct MessageDateTests {
    static let readable: [(String, String)] = [
        ("Tue, 1 Jul 2003 10:52:37 +0200", " 1-Jul-2003 10:52:37 +0200"),
        ("1 Jul 2003 10:52:37 -0700", " 1-Jul-2003 10:52:37 -0700"),
        ("Fri, 21 Nov 1997 09:55 -0600", "21-Nov-1997 09:55:00 -0600"),
        (" Thu,\r\n  13\r\n\tFeb 1969\r\n 23:32:54 -0330 (Newfoundland Time)", "13-Feb-1969 23:32:54 -0330"),
        ("Tue, 1 Jul 2003 10:52:37 +0200 (CEST (summer) \\) time)", " 1-Jul-2003 10:52:37 +0200"),
        ("1 jul 2003 10:52:37 gmt", " 1-Jul-2003 10:52:37 +0000"),
        ("1 Jul 2003 10:52:37 UT", " 1-Jul-2003 10:52:37 +0000"),
        ("1 Jul 2003 10:52:37 Z", " 1-Jul-2003 10:52:37 +0000"),
        ("1 Jul 2003 10:52:37 EST", " 1-Jul-2003 10:52:37 -0500"),
        ("1 Jul 2003 10:52:37 PDT", " 1-Jul-2003 10:52:37 -0700"),
        // RFC 5322 §4.3: names that nobody knows.
        ("1 Jul 2003 10:52:37 MEZ", " 1-Jul-2003 10:52:37 +0000"),
        ("1 Jul 2003 10:52:37", " 1-Jul-2003 10:52:37 +0000"),
        ("21 Nov 97 09:55:06 GMT", "21-Nov-1997 09:55:06 +0000"),
        ("21 Nov 49 09:55:06 GMT", "21-Nov-2049 09:55:06 +0000"),
        ("21 Nov 50 09:55:06 GMT", "21-Nov-1950 09:55:06 +0000"),
        ("21 Nov 103 09:55:06 GMT", "21-Nov-2003 09:55:06 +0000"),
        ("29 Feb 2024 9:05:06 +0000", "29-Feb-2024 09:05:06 +0000"),
        ("Mi, 29 Feb 2024 09:05:06 +0000", "29-Feb-2024 09:05:06 +0000"),
    ]

    @Test(arguments: readable.indices) func `A date is read`(index: Int) throws {
        let (text, expected) = Self.readable[index]
        let date = try #require(MessageDate.parse(Array(text.utf8)))
        #expect(date.description == expected)
    }

    @Test(arguments: [
        "", "yesterday", "Tue,", "32 Jul 2003 10:52:37 +0200", "29 Feb 2023 10:00:00 +0000",
        "0 Jul 2003 10:52:37 +0200",
        "1 July 2003 10:52:37 +0200", "1 Jul 2003 24:00:00 +0000", "1 Jul 2003 10:60:00 +0000", "1 Jul 2003 1052 +0000",
        "1 Jul 2003 10:52:37 +02:00", "1 Jul 2003 10:52:37 +9900", "1 Jul 2003 10:52:37 +0260",
        "1 Jul 2003 (10:52:37 +0200",
        "Tue Jul  1 10:52:37 2003", "2003-07-01 10:52:37 +0000", "1 Jul 20033 10:52:37 +0000", "1 Jul 3 10:52:37 +0000",
        "1 Jul 2003 10:52:37:11 +0000", "1 Jul 2003 ::: +0000", "99999999999999999999 Jul 2003 10:52:37 +0000",
    ])
    func `Anything else is no date`(text: String) {
        #expect(MessageDate.parse(Array(text.utf8)) == nil)
    }

    @Test func `Any bytes at all can be looked at`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = MessageDate.parse(bytes)
            _ = ArrivalDate.of(bytes)
        }
    }

    private func arrival(_ header: String) -> String? { ArrivalDate.of(Array(header.utf8))?.description }

    @Test func `The topmost Received counts, then Date`() {
        let newest = "Received: from a by b; 2 Jan 2024 00:00:00 +0000\r\n"
        let older = "Received: from c by a;\r\n\tMon, 1 Jan 2024 00:00:00 +0000 (UTC)\r\n"
        let date = "Date: 31 Dec 2023 00:00:00 +0000\r\n"
        #expect(arrival(date + newest + older) == " 2-Jan-2024 00:00:00 +0000")
        #expect(arrival(older + newest) == " 1-Jan-2024 00:00:00 +0000")
        #expect(arrival(date) == "31-Dec-2023 00:00:00 +0000")
        #expect(arrival("DATE : 31 Dec 2023 00:00:00 +0000\n") == "31-Dec-2023 00:00:00 +0000")
        #expect(arrival("Received: from a by b\r\n" + date) == "31-Dec-2023 00:00:00 +0000")
        #expect(arrival("Received: from a by b; never\r\n" + older + date) == " 1-Jan-2024 00:00:00 +0000")
        #expect(arrival("Received: by (a;b) c; 2 Jan 2024 00:00:00 +0000\r\n") == " 2-Jan-2024 00:00:00 +0000")
        #expect(arrival("X-Date: 31 Dec 2023 00:00:00 +0000\r\nDate: soon\r\n") == nil)
        #expect(arrival("") == nil)
    }
}
