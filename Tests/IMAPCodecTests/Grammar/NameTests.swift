import Testing

@testable import IMAPCodec

/// Flags, mailbox names and capabilities.
@Suite struct NameTests {
    @Test(arguments: [
        ("\\SEEN", "\\Seen"), ("\\answered", "\\Answered"), ("\\fLAGGED", "\\Flagged"), ("\\deleted", "\\Deleted"),
        ("\\draft", "\\Draft"), ("\\recent", "\\Recent"), ("$Forwarded", "$Forwarded"), ("seen", "seen"),
        ("\\Other", "\\Other"),
    ])
    func systemFlagsHaveOneSpelling(text: String, expected: String) {
        #expect(Flag(text).rawValue == expected)
        #expect(Flag(text).isSystemFlag == expected.hasPrefix("\\"))
    }

    @Test(arguments: ["\\Seen", "$Junk", "a", "NonJunk", "[Gmail", "a.b-c_d+e", "$MDNSent", "\\X", "a}"])
    func validFlags(text: String) {
        #expect(Flag(text).isValid)
    }

    @Test(arguments: [
        "", "\\", "\\\\Seen", "a b", "a]", "a)", "(a", "a{", "\\*", "a*", "a%", "a\"b", "a\\b", "é", "a\u{7F}",
        "a\r\nb", "a\0",
        "\u{FFFD}",
    ])
    func invalidFlags(text: String) {
        #expect(!Flag(text).isValid)
    }

    @Test(arguments: ["INBOX", "inbox", "InBoX"])
    func inboxHasNoCase(text: String) {
        #expect(MailboxName(wire: Array(text.utf8)) == .inbox)
        #expect(MailboxName(decoded: text).isInbox)
        #expect(MailboxName(decoded: text).description == "INBOX")
    }

    @Test(arguments: ["INBOX/x", "inbo", "inboxx", "", "ＩＮＢＯＸ", "Inbox."])
    func otherNamesKeepTheirCase(text: String) {
        #expect(!MailboxName(decoded: text).isInbox)
        #expect(MailboxName(decoded: text).decoded == text)
    }

    @Test(arguments: [
        (Array("&XfJT0ZAB-".utf8), "已发送"), (Array("a&b".utf8), "a&b"), (Array("Grüße".utf8), "Grüße"),
        ([0x61, 0xFF], "a\u{FFFD}"),
    ])
    func namesAreReadable(wire: [UInt8], decoded: String) {
        #expect(MailboxName(wire: wire).decoded == decoded)
        #expect(MailboxName(wire: wire).wire == wire)
    }

    @Test(
        arguments: [
            ([], nil), (["APPENDLIMIT"], nil), (["appendlimit=100"], 100), (["APPENDLIMIT=0"], 0),
            (["APPENDLIMIT=x"], nil),
            (["APPENDLIMIT=18446744073709551616"], nil),
        ] as [([String], UInt64?)])
    func appendLimits(capabilities: [String], expected: UInt64?) {
        #expect(Set(capabilities.map { Capability(rawValue: $0) }).appendLimit == expected)
    }

    @Test(
        arguments: [
            ([], .synchronizing), (["imap4rev1"], .synchronizing), (["IMAP4rev2"], .nonSynchronizingUpTo4096),
            (["LITERAL-"], .nonSynchronizingUpTo4096), (["literal+"], .nonSynchronizing),
            (["IMAP4rev2", "LITERAL-", "LITERAL+"], .nonSynchronizing),
        ] as [([String], LiteralSupport)])
    func literalSupport(capabilities: [String], expected: LiteralSupport) {
        #expect(Set(capabilities.map { Capability(rawValue: $0) }).literalSupport == expected)
    }

    @Test(arguments: [
        (LiteralSupport.synchronizing, 0, true), (.nonSynchronizingUpTo4096, 4_095, false),
        (.nonSynchronizingUpTo4096, 4_096, false),
        (.nonSynchronizingUpTo4096, 4_097, true), (.nonSynchronizing, UInt64.max, false),
    ])
    func whoWaitsForTheGoAhead(support: LiteralSupport, size: UInt64, waits: Bool) {
        #expect(support.needsGoAhead(size: size) == waits)
    }
}
