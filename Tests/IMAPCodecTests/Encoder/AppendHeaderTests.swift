import Testing

@testable import IMAPCodec

@Suite struct AppendHeaderTests {
    private static let date = InternalDate(secondsSince1970: 0, zoneMinutes: 480)

    @Test(
        arguments: [
            ([], nil, 0, .synchronizing, " () {0}\r\n", true),
            ([.seen, Flag("$x")], nil, 9, .nonSynchronizing, " (\\Seen $x) {9+}\r\n", false),
            ([], date, 4_096, .nonSynchronizingUpTo4096, " () \" 1-Jan-1970 08:00:00 +0800\" {4096+}\r\n", false),
            ([], nil, 4_097, .nonSynchronizingUpTo4096, " () {4097}\r\n", true),
            (
                [Flag("a b"), .flagged, .anyKeyword, Flag("x)")], nil, .max, .synchronizing,
                " (\\Flagged) {18446744073709551615}\r\n", true
            ),
            ([Flag("x\r\nA2 DELETE INBOX")], nil, 1, .synchronizing, " () {1}\r\n", true),
        ] as [([Flag], InternalDate?, UInt64, LiteralSupport, String, Bool)])
    func wireForms(
        flags: [Flag], date: InternalDate?, size: UInt64, literals: LiteralSupport, text: String, waits: Bool
    ) {
        let wire = AppendHeader(flags: flags, internalDate: date, size: size).wire(literals: literals)
        #expect(wire.text == text)
        #expect(wire.waits == waits)
    }
}
