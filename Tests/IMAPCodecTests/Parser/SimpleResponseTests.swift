import Testing

@testable import IMAPCodec

@Suite struct SimpleResponseTests {
    @Test(arguments: [
        ("* 0 EXISTS", UntaggedResponse.exists(0)), ("* 4294967295 exists", .exists(.max)),
        ("* 44 EXPUNGE", .expunge(44)),
        ("* 3 RECENT", .other(name: "RECENT")), ("* 3  EXISTS", .exists(3)),
        ("* ENABLED X qresync", .enabled([Capability(rawValue: "X"), .qResync])), ("* ENABLED", .enabled([])),
    ])
    func numbersAndNames(line: String, expected: UntaggedResponse) {
        #expect(untagged(line) == expected)
    }

    @Test(arguments: [
        "* ", "*  OK", "* 4294967296 EXISTS", "* 99999999999999999999999 EXISTS", "* 3", "* 3EXISTS", "* (", "* LIST",
        "* LIST () \"/\"", "* LIST (\\A \"/\" x", "* LIST () \"/ x", "* FLAGS", "* FLAGS (\\Seen",
        "* NAMESPACE ((\"\" \"/\")",
        "* ID (\"name\")", "* ID (\"name\" \"x\"", "* 1 FETCH", "* 1 FETCH (", "* 1 FETCH (UID)", "* 1 FETCH (UID x)",
        "* 1 FETCH (UID 4294967296)", "* 1 FETCH (FLAGS x)", "* 1 FETCH (BODY[] \"x)", "* 1 FETCH (BODY[",
    ])
    func whatCannotBeReadIsSkipped(line: String) {
        #expect(untagged(line) == .other(name: "UNREADABLE"))
    }

    @Test func namesOfUnknownResponsesAreCut() {
        #expect(untagged("* " + String(repeating: "x", count: 33)) == .other(name: String(repeating: "X", count: 32)))
    }

    @Test func capabilities() {
        #expect(
            untagged("* CAPABILITY IMAP4rev2  LITERAL- AUTH=plain ")
                == .capability([.imap4rev2, .literalMinus, .authPlain]))
        #expect(untagged("* CAPABILITY") == .capability([]))
    }

    @Test(arguments: [
        ("* FLAGS (\\answered \\Seen $Junk)", [Flag.answered, .seen, Flag("$Junk")]), ("* FLAGS ()", []),
        ("* FLAGS  ( a[1] b\"c )", [Flag("a[1]"), Flag("b\"c")]),
    ])
    func flags(line: String, expected: [Flag]) {
        #expect(untagged(line) == .flags(expected))
    }

    @Test(arguments: [
        ("* SEARCH", [] as [UInt32]), ("* SEARCH 2 84 882", [2, 84, 882]), ("* SEARCH 2 5 (MODSEQ 917162500)", [2, 5]),
        ("* SEARCH 0 1 x 4294967295 4294967296", [1, .max]), ("* SEARCH  7 ", [7]),
    ])
    func searches(line: String, expected: [UInt32]) {
        #expect(untagged(line) == .search(expected.compactMap { UID($0) }))
    }

    @Test(
        arguments: [
            ("* ID NIL", [:]), ("* ID ()", [:]), ("* ID (\"Name\" \"Cyrus\" \"os\" NIL)", ["name": "Cyrus"]),
            (
                "* ID (\"name\" {5}\r\nQQ\"\r\n \"version\" \"1 \\\"x\\\"\")",
                ["name": "QQ\"\r\n", "version": "1 \"x\""]
            ),
        ] as [(String, [String: String])])
    func identities(line: String, expected: [String: String]) {
        #expect(untagged(line) == .id(expected))
    }

    @Test func atMostThirtyFieldsOfAnIdentity() {
        let pairs = (1...31).map { "\"f\($0)\" \"v\"" }.joined(separator: " ")
        guard case .id(let fields)? = untagged("* ID (\(pairs))") else {
            Issue.record("no ID")
            return
        }
        #expect(fields.count == 30)
        #expect(fields["f31"] == nil)
    }
}
