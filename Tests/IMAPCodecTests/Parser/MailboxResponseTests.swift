import Testing

@testable import IMAPCodec

@Suite struct MailboxResponseTests {
    private static let slash = UInt8(ascii: "/")

    @Test(
        arguments: [
            ("(\\HasNoChildren) \"/\" INBOX", "INBOX", slash), ("() \"/\" inbox", "INBOX", slash),
            ("() \"/\" \"Sent Messages\"", "Sent Messages", slash), ("() \"/\" Sent Messages", "Sent Messages", slash),
            ("() \"/\" foo (bar)", "foo (bar)", slash), ("() NIL flat", "flat", nil), ("() nil flat", "flat", nil),
            ("() \"\" flat", "flat", nil), ("() \"\\\\\" a\\b", "a\\b", UInt8(ascii: "\\")),
            ("() \".\" \"a\\\"b\\\\c\"", "a\"b\\c", UInt8(ascii: ".")), ("() / x", "x", slash),
            ("() \"/\" {5}\r\na\"\r\nb", "a\"\r\nb", slash), ("() \"/\" \"\"", "", slash),
            ("() \"/\" NIL", "NIL", slash),
            ("() \"/\" ~user/x", "~user/x", slash), ("() \"/\" [Gmail]/x", "[Gmail]/x", slash),
            ("()  \"/\"  x", "x", slash), ("() \"/\" &XfJT0ZAB-", "&XfJT0ZAB-", slash),
            ("() \"/\" \"a{5}\"", "a{5}", slash),
        ] as [(String, String, UInt8?)])
    func listings(arguments: String, wire: String, separator: UInt8?) {
        for (word, response) in [("LIST", UntaggedResponse.list), ("LSUB", UntaggedResponse.lsub)] {
            guard let said = untagged("* \(word) \(arguments)") else {
                Issue.record("nothing said")
                continue
            }
            let attributes: Set<MailboxAttribute> =
                arguments.contains("HasNoChildren") ? [MailboxAttribute("\\HasNoChildren")] : []
            let name = MailboxName(wire: Array(wire.utf8))
            #expect(said == response(MailboxListing(name: name, separator: separator, attributes: attributes)))
        }
    }

    @Test(
        arguments: [
            (#"* QUOTA "" (STORAGE 10 512)"#, [QuotaResource(name: "STORAGE", used: 10, limit: 512)]),
            (
                "* QUOTA #user/alice (storage 1 2 MESSAGE 3 18446744073709551615)",
                [
                    QuotaResource(name: "STORAGE", used: 1, limit: 2),
                    QuotaResource(name: "MESSAGE", used: 3, limit: .max),
                ]
            ),
            ("* QUOTA (STORAGE 1 2)", [QuotaResource(name: "STORAGE", used: 1, limit: 2)]),
            ("* QUOTA NIL ()", []),
        ] as [(String, [QuotaResource])])
    func quotas(line: String, resources: [QuotaResource]) {
        #expect(untagged(line) == .quota(resources))
    }

    @Test(arguments: ["* QUOTA", "* QUOTA x", "* QUOTA x (STORAGE 1)", "* QUOTA x (STORAGE 1 18446744073709551616)"])
    func quotasThatMakeNoSenseAreSkipped(line: String) {
        #expect(untagged(line) == .other(name: "UNREADABLE"))
    }

    @Test(
        arguments: [
            ("", true, nil), ("\\Noselect", false, nil), ("\\NonExistent \\HasChildren", false, nil),
            ("\\HasNoChildren \\SENT", true, .sent), ("\\Marked \\All", true, .all), ("\\Junk", true, .junk),
            ("\\Important", true, .important), ("\\Noinferiors \\Trash", true, .trash),
        ] as [(String, Bool, SpecialUse?)])
    func attributesTellWhatAMailboxIsFor(attributes: String, isSelectable: Bool, specialUse: SpecialUse?) {
        guard case .list(let listing)? = untagged("* LIST (\(attributes)) \"/\" x") else {
            Issue.record("no listing")
            return
        }
        #expect(listing.isSelectable == isSelectable)
        #expect(listing.specialUse == specialUse)
    }

    @Test(
        arguments: zip(
            SpecialUse.allCases,
            [
                "\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash",
            ]))
    func specialUsesAreSpelledTheUsualWay(use: SpecialUse, wire: String) {
        #expect(use.wire == wire)
    }

    @Test(
        arguments: [
            ("((\"\" \"/\")) NIL NIL", [("", slash)]), ("NIL NIL ((\"#news.\" \".\"))", []),
            ("((\"INBOX.\" \".\")) ((\"~\" \"/\")) NIL", [("INBOX.", UInt8(ascii: "."))]),
            ("((\"\" NIL)) NIL NIL", [("", nil)]),
            ("((\"\" \"/\" \"X-PARAM\" (\"FLAG1\" \"FLAG2\"))) NIL NIL", [("", slash)]),
            ("((\"\" \"/\")(\"#mh/\" \"/\")) NIL NIL", [("", slash), ("#mh/", slash)]), ("() NIL NIL", []),
            ("((NIL \"/\") (\"x\" \"/\") (\"y\")) NIL NIL", [("x", slash)]),
        ] as [(String, [(String, UInt8?)])])
    func namespaces(arguments: String, expected: [(String, UInt8?)]) {
        let namespaces = expected.map { MailboxNamespace(prefix: Array($0.0.utf8), separator: $0.1) }
        #expect(untagged("* NAMESPACE \(arguments)") == .namespace(personal: namespaces))
    }

    @Test(
        arguments: [
            ("INBOX (MESSAGES 231 UIDNEXT 44292)", "INBOX", 231),
            ("\"a b\" (UIDNEXT 1 messages 4294967295)", "a b", .max),
            ("x ()", "x", nil), ("x (UNSEEN 3)", "x", nil), ("{5}\r\na (b) (MESSAGES 1)", "a (b)", 1),
            ("[Gmail]/Spam (MESSAGES 1)", "[Gmail]/Spam", 1), ("Sent Messages (MESSAGES 2) ", "Sent Messages", 2),
            ("a (b) (MESSAGES 0)", "a (b)", 0), ("x (MESSAGES 5 X 2)", "x", 5), ("NIL (MESSAGES 6)", "NIL", 6),
        ] as [(String, String, UInt32?)])
    func statuses(arguments: String, wire: String, messages: UInt32?) {
        guard case .mailboxStatus(let name, let status)? = untagged("* STATUS \(arguments)") else {
            Issue.record("no status")
            return
        }
        #expect(name == MailboxName(wire: Array(wire.utf8)))
        #expect(status.messages == messages)
    }

    @Test func statusWithEverything() {
        var status = MailboxStatus()
        status.messages = 0
        status.uidNext = .last
        status.uidValidity = UIDValidity(7)
        status.highestModSeq = ModSequence(.max)
        status.appendLimit = 35_651_584
        let line =
            "* STATUS x (APPENDLIMIT 35651584 UIDVALIDITY 7 HIGHESTMODSEQ 18446744073709551615 messages 0 UIDNEXT 4294967295)"
        #expect(untagged(line) == .mailboxStatus(MailboxName(decoded: "x"), status))
    }

    /// RFC 7162 §3.1.2.2: 0 stands for no mod-sequences. Identifiers that cannot be are none.
    @Test(arguments: [
        "HIGHESTMODSEQ 0", "UIDNEXT 0", "UIDNEXT 4294967296", "UIDVALIDITY 4294967296", "UIDNEXT 18446744073709551615",
        "APPENDLIMIT NIL",
    ])
    func statusThatTellsNothing(item: String) {
        #expect(untagged("* STATUS x (\(item))") == .mailboxStatus(MailboxName(decoded: "x"), MailboxStatus()))
    }

    @Test(arguments: [
        "", " ", " x", " (MESSAGES 1)", " x (MESSAGES)", " x (MESSAGES 4294967296)", " x (MESSAGES 1",
        " x (HIGHESTMODSEQ 18446744073709551616)",
    ])
    func unreadableStatuses(arguments: String) {
        #expect(untagged("* STATUS\(arguments)") == .other(name: "UNREADABLE"))
    }
}
