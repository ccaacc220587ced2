import Testing

@testable import IMAPCodec

@Suite struct FetchTests {
    private static let items = [
        "UID 5", "FLAGS (\\Seen $x)", "INTERNALDATE \"17-Jul-1996 02:44:25 -0700\"", "RFC822.SIZE 44827",
        "BODY[HEADER] \"a: b\"",
    ]

    @Test func anyOrderSaysTheSame() {
        var expected = FetchAttributes(sequenceNumber: 7)
        expected.uid = UID(5)
        expected.flags = [.seen, Flag("$x")]
        expected.internalDate = InternalDate(secondsSince1970: 837_596_665, zoneMinutes: -420)
        expected.size = 44827
        expected.header = Array("a: b".utf8)
        for shift in Self.items.indices {
            let order = Self.items[shift...] + Self.items[..<shift]
            #expect(fetch("(\(order.joined(separator: " ")))") == expected)
            #expect(fetch("( \(order.reversed().joined(separator: "  ").lowercased()) )")?.uid == expected.uid)
        }
    }

    /// Between two known items, each must be passed over whole.
    @Test(arguments: [
        "MODSEQ (12121231777)", "MODSEQ (-1)", "X-GM-LABELS (\\Inbox \"a b\" {3}\r\n)\"( [x])", "X-GM-MSGID 12",
        "EMAILID (M6d99ac3275bb4e)", "PREVIEW NIL", "PREVIEW \"a \\\" )\"", "BODY[1.MIME]<0> {2}\r\n))",
        "BODY[HEADER.FIELDS (\"To\" \"Cc\")] NIL", "BINARY[1] ~{2}\r\n\0\0",
        "BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 2 1)",
        "BODYSTRUCTURE ((\"A\" (\"b\" \"c\"))(\"D\") \"MIXED\")", "RFC822.HEADER {3}\r\na)b", "RFC822.TEXT \"\"",
        "X ()",
        "ENVELOPE (\"date\" {3}\r\n( \" ((NIL NIL \"a\" \"b.org\")) NIL NIL NIL NIL NIL NIL \"<x@y>\")", "X-AB[c d] e",
    ])
    func unknownItemsAreSkipped(item: String) {
        let attributes = fetch("(UID 5 \(item) RFC822.SIZE 9)")
        #expect(attributes?.uid == UID(5))
        #expect(attributes?.size == 9)
        #expect(attributes?.body == .absent)
    }

    @Test(
        arguments: [
            ("0", 0), ("18446744073709551615", .max), ("18446744073709551616", nil), ("9.3736e+06", nil), ("-1", nil),
            ("NIL", nil),
        ] as [(String, UInt64?)])
    func sizes(text: String, expected: UInt64?) {
        let attributes = fetch("(RFC822.SIZE \(text) UID 5)")
        #expect(attributes?.uid == UID(5))
        #expect(attributes?.size == expected)
    }

    @Test(arguments: ["\"\"", "\"31-Feb-2001 00:00:00 +0000\"", "NIL", "x"])
    func strangeDatesAreUnknown(text: String) {
        let attributes = fetch("(INTERNALDATE \(text) UID 5)")
        #expect(attributes?.uid == UID(5))
        #expect(attributes?.internalDate == nil)
    }

    @Test(
        arguments: [
            ("BODY[] NIL", .missing), ("body[] nil", .missing), ("RFC822 NIL", .missing), ("BODY[] \"\"", .inline([])),
            ("BODY[] \"a \\\"b\\\"\"", .inline(Array("a \"b\"".utf8))), ("BODY[TEXT] NIL", .absent),
        ] as [(String, FetchAttributes.Body)])
    func bodiesThatAreNotStreamed(item: String, expected: FetchAttributes.Body) {
        #expect(fetch("(\(item) UID 5)")?.body == expected)
        #expect(fetch("(UID 5 \(item))")?.uid == UID(5))
    }

    @Test(arguments: [
        ("BODY[HEADER] {6}\r\na: )\r\n", "a: )\r\n"),
        ("BODY[HEADER.FIELDS (\"Message-ID\" \"Date\")] {2}\r\n\r\n", "\r\n"),
        ("BODY[HEADER.FIELDS (DATE)] \"x\"", "x"), ("BODY[HEADER] NIL", ""), ("body[header] {0}\r\n", ""),
    ])
    func headersAreKept(item: String, expected: String) {
        #expect(fetch("(\(item) UID 5)")?.header == Array(expected.utf8))
        #expect(fetch("(\(item) UID 5)")?.uid == UID(5))
    }

    @Test func noIdentifierIsZero() {
        #expect(fetch("(UID 0 RFC822.SIZE 1)") != nil)
        #expect(fetch("(UID 0 RFC822.SIZE 1)")?.uid == nil)
    }
}
