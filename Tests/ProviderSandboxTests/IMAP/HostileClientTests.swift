import MailTestServers
import ProviderSandbox
import Testing

/// Whatever a client says, the server neither traps nor grows.
@Suite struct HostileClientTests {
    private static let commands = [
        "a LOGIN alice@example.org \"correct horse battery staple\"\r\n", "a SELECT INBOX (CONDSTORE)\r\n",
        "a UID FETCH 1:*,7 (FLAGS INTERNALDATE BODY.PEEK[1.2.HEADER.FIELDS (FROM)]<0.100> BODYSTRUCTURE) (CHANGEDSINCE 1)\r\n",
        "a APPEND \"x\" (\\Seen $a) \"17-Jul-1996 02:44:25 -0700\" {5+}\r\nhello {2}\r\nab\r\n",
        "a LIST (SUBSCRIBED) \"\" (a* %) RETURN (STATUS (MESSAGES UIDNEXT) CHILDREN)\r\n",
        "a SEARCH RETURN (PARTIAL -1:-9) OR (FROM {1}\r\nx NOT SEEN) SENTSINCE 1-Jan-1999 MODSEQ \"/flags/x\" all 9\r\n",
        "a SELECT INBOX (QRESYNC (1 2 1:3 (1 2)))\r\n",
        "a STORE 1:4294967295 (UNCHANGEDSINCE 3) -FLAGS.SILENT (\\Deleted)\r\n",
        "a AUTHENTICATE PLAIN AGFsaWNlAHg=\r\n", "a UID MOVE 1 &g0l6P3ux-/&-\r\n", "a ENABLE QRESYNC UIDONLY\r\n",
        "a IDLE\r\nDONE\r\n",
        "a CREATE x/y (USE (\\Drafts))\r\n", "a GETQUOTAROOT INBOX\r\n", "a ID (\"name\" NIL)\r\n",
        "a RENAME INBOX &AOk-\r\n",
    ]
    private static let words = [
        "{", "}", "{99999999999999999999}", "{4294967295+}", "(((((", ")", "\"", "\\", "*", ":", ",", "\r\n", "\0", "&",
        "&-", "[", "]",
        "<1.0>", "18446744073709551615", "4294967295", "0", "-1", " ", "%", "NIL", "UID ", "=",
    ].map { Array($0.utf8) }

    @Test func `Damaged commands are refused, and the server goes on`() throws {
        let bench = try IMAPBench { $0.extensions = Set(IMAPExtension.allCases) }
        try bench.fill(40)
        var mutator = ByteMutator(seed: 8, words: Self.words)
        for _ in 0..<400 {
            var dialogue = IMAPDialogue(bench)
            _ = dialogue.say("x SELECT INBOX")
            for command in Self.commands { _ = dialogue.say(bytes: mutator.damaged(Array(command.utf8))) }
        }
    }

    @Test func `Damaged messages are shown all the same`() throws {
        let bench = try IMAPBench()
        var mutator = ByteMutator(
            seed: 9,
            words: ["--b\r\n", "--b--\r\n", ":", ";", "\"", "(", "<", "@", "\r\n\r\n", "message/rfc822", "boundary="]
                .map { Array($0.utf8) })
        let message = """
            From: "A (b" <a@[x]>, group: c@d, e@f;\r\nDate: 1 Jan 2020\r\nContent-Type: multipart/mixed; boundary="b"\r
            \r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\nContent-Type: multipart/digest; boundary=b\r
            \r\n--b\r\n\r\nx\r\n--b--\r\n--b\r\nContent-Disposition: attachment; filename=x\r\n\r\ny\r\n--b--\r\n
            """
        try bench.account.append(
            (0..<500).map { _ in SandboxNewMessage(mutator.damaged(Array(message.utf8))) }, to: .inbox)
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a EXAMINE INBOX")
        let answer = dialogue.say(
            "b FETCH 1:* (ENVELOPE BODYSTRUCTURE BODY[1.1.1] BODY[1.MIME] BODY[2.TEXT] BODY[HEADER.FIELDS.NOT (x)]<3.9>)"
        )
        #expect(answer.last == "b OK Fetch completed.")
    }

    @Test func `Nesting, keys and ranges have bounds`() throws {
        let bench = try IMAPBench {
            $0.limits.nesting = 3
            $0.limits.searchKeys = 5
            $0.limits.ranges = 2
        }
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a SELECT INBOX")
        #expect(dialogue.say("b SEARCH (((ALL)))").last?.hasPrefix("b OK") == true)
        #expect(dialogue.say("c SEARCH ((((ALL))))") == ["c BAD The search is too complex."])
        #expect(dialogue.say("d SEARCH ALL ALL ALL ALL ALL").last?.hasPrefix("d OK") == true)
        #expect(dialogue.say("e SEARCH ALL ALL ALL ALL ALL ALL") == ["e BAD The search is too complex."])
        #expect(dialogue.say("f FETCH 1,3 FLAGS").last?.hasPrefix("f OK") == true)
        #expect(dialogue.say("g FETCH 1,3,5 FLAGS") == ["g BAD Too many ranges."])
    }

    @Test func `Whoever says nothing but nonsense is left`() throws {
        let bench = try IMAPBench { $0.limits.errors = 3 }
        var dialogue = IMAPDialogue(bench)
        for _ in 0..<2 { #expect(dialogue.say("a FOO") == ["a BAD Unknown command."]) }
        #expect(dialogue.say("a FOO") == ["a BAD Unknown command.", "* BYE Too many bad commands."])
    }
}
