import MailTestServers
import NIOCore
import ProviderSandbox
import Testing

/// What the server says, as conversations without a connection.
@Suite struct IMAPSessionTests {
    private static let mail = "Subject: hello\r\nFrom: Bob <bob@example.org>\r\n\r\nhello\r\n"

    private func bench(_ count: Int = 0, _ adjust: (inout IMAPServerConfiguration) -> Void = { _ in }) throws
        -> IMAPBench
    {
        let bench = try IMAPBench(adjust)
        try bench.account.append(
            (0..<count).map { SandboxNewMessage(Self.mail.utf8, internalDate: 1_000_000_000 + $0) }, to: .inbox)
        return bench
    }

    @Test func `Before the login it offers ways to log in, and afterwards what it can do`() throws {
        let bench = try bench { $0.extensions = [.uidplus, .startTLS, .saslIR, .appendLimit, .idle] }
        var open = IMAPDialogue(bench, isSecure: false, logsIn: false)
        #expect(
            open.say("a CAPABILITY")[0] == "* CAPABILITY IMAP4rev1 IDLE SASL-IR STARTTLS AUTH=PLAIN AUTH=LOGIN")
        #expect(open.say("b SELECT INBOX") == ["b BAD Please log in first."])
        #expect(
            open.say("c LOGIN \(IMAPBench.user) wrong") == ["c NO [AUTHENTICATIONFAILED] Authentication failed."])
        #expect(
            open.say("d LOGIN \(IMAPBench.user) \"\(IMAPBench.password)\"")
                == ["d OK [CAPABILITY IMAP4rev1 APPENDLIMIT=50000000 IDLE SASL-IR UIDPLUS] Logged in"])
    }

    @Test func `Without TLS it takes no password, if it is told so`() throws {
        let bench = try bench { $0.allowsPlaintextLogin = false }
        var open = IMAPDialogue(bench, isSecure: false, logsIn: false)
        #expect(open.say("a CAPABILITY")[0].hasSuffix(" STARTTLS LOGINDISABLED"))
        #expect(open.say("b LOGIN x y")[0].hasPrefix("b NO [PRIVACYREQUIRED]"))
        #expect(open.say("c STARTTLS") == ["c OK Begin TLS negotiation now."])
        if case .startTLS? = open.end {} else { Issue.record("no TLS") }
    }

    @Test func `Literals come with leave, without it where that is offered, and not beyond the limit`() throws {
        let bench = try bench { $0.limits.message = 10 }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a APPEND INBOX {10}") == ["+ OK"])
        #expect(dialogue.say("0123456789")[0].hasPrefix("a OK [APPENDUID "))
        #expect(
            dialogue.say(bytes: Array("b APPEND INBOX {9+}\r\n012345678\r\n".utf8))[0].hasPrefix("b OK [APPENDUID "))
        #expect(dialogue.say("c APPEND INBOX {11}") == ["c NO [TOOBIG] Message size exceeds the limit."])
        #expect(
            dialogue.say(bytes: Array("d APPEND INBOX {11+}\r\n01234567890\r\ne NOOP\r\n".utf8))
                == ["d NO [TOOBIG] Message size exceeds the limit.", "e OK Noop completed."])
        #expect(dialogue.say("f APPEND Nowhere {1+}\r\nx") == ["f NO [TRYCREATE] Mailbox doesn't exist."])
        #expect(
            dialogue.say(
                bytes: Array(
                    "g APPEND INBOX {1+}\r\n1 (\\Seen) {1+}\r\n2 \"01-Jan-2020 00:00:00 +0000\" {1+}\r\n3\r\n".utf8))[0]
                .hasSuffix(" 3:5] Append completed."))
        #expect(try bench.account.read(.inbox) { $0.messages.map(\.size) } == [10, 9, 1, 1, 1])
    }

    @Test func `LITERAL- lets 4,096 bytes come without leave`() throws {
        let bench = try bench {
            $0.extensions.remove(.literalPlus)
            $0.extensions.insert(.literalMinus)
        }
        var dialogue = IMAPDialogue(bench)
        func append(_ size: Int) -> [UInt8] {
            Array("a APPEND INBOX {\(size)+}\r\n\(String(repeating: "x", count: size))\r\n".utf8)
        }
        #expect(dialogue.say(bytes: append(4_096))[0].hasPrefix("a OK"))
        #expect(dialogue.say(bytes: append(4_097))[0].hasPrefix("a NO [TOOBIG]"))
    }

    @Test func `A line that is too long ends the connection`() throws {
        let bench = try bench { $0.limits.line = 100 }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a NOOP" + String(repeating: " ", count: 93))[0].hasPrefix("a BAD"))
        #expect(dialogue.say("a NOOP" + String(repeating: " ", count: 95)) == ["* BYE Command line too long."])
    }

    @Test func `What others do is told when message numbers may change`() throws {
        let bench = try bench(3)
        let inbox = try bench.account.read(.inbox) { $0.identifier }
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a SELECT INBOX")
        try bench.account.remove([2], from: inbox)
        try bench.account.append([SandboxNewMessage(Self.mail.utf8)], to: .inbox)
        try bench.account.store([3], in: inbox) { $0.union(SandboxFlags(["\\Answered"])) }
        #expect(
            dialogue.say("b FETCH 1:* UID") == [
                "* 1 FETCH (UID 1)", "* 3 FETCH (UID 3)", "* 4 EXISTS", "* 3 FETCH (FLAGS (\\Answered))",
                "b OK Fetch completed.",
            ])
        #expect(dialogue.say("c NOOP") == ["* 2 EXPUNGE", "c OK Noop completed."])
        #expect(dialogue.say("d IDLE") == ["+ idling"])
        try bench.account.remove([1], from: inbox)
        #expect(dialogue.news() == ["* 1 EXPUNGE"])
        #expect(dialogue.say("DONE") == ["d OK Idle completed."])
    }

    @Test func `A client that comes back is told what happened meanwhile`() throws {
        let bench = try bench(4)
        let (inbox, uidValidity, modSeq) = try bench.account.read(.inbox) {
            ($0.identifier, $0.uidValidity, $0.highestModSeq)
        }
        try bench.account.remove([2], from: inbox)
        try bench.account.store([3], in: inbox) { $0.union(SandboxFlags(["\\Seen"])) }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a SELECT INBOX (QRESYNC (\(uidValidity) \(modSeq)))") == ["a BAD Unknown parameter."])
        #expect(dialogue.say("b ENABLE QRESYNC") == ["* ENABLED QRESYNC", "b OK Enabled."])
        let answer = dialogue.say("c SELECT INBOX (QRESYNC (\(uidValidity) \(modSeq) 1:4))")
        #expect(
            answer.suffix(3) == [
                "* VANISHED (EARLIER) 2", "* 2 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (\(modSeq + 2)))",
                "c OK [READ-WRITE] Select completed.",
            ])
        #expect(
            dialogue.say("d UID FETCH 1:* (FLAGS) (CHANGEDSINCE \(modSeq) VANISHED)") == [
                "* VANISHED (EARLIER) 2", "* 2 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (\(modSeq + 2)))",
                "d OK Fetch completed.",
            ])
        #expect(
            dialogue.say("e UID STORE 1,3 (UNCHANGEDSINCE \(modSeq)) +FLAGS.SILENT (\\Flagged)").last
                == "e OK [MODIFIED 3] Conditional store failed.")
    }

    @Test func `Folders are listed by pattern, subscription and use, with their status`() throws {
        let bench = try bench(2)
        for name in ["Work", "Work/2024", "工作"] as [SandboxMailboxName] { try bench.account.create(name) }
        try bench.account.create("Sent", specialUse: .sent)
        bench.account.subscribe("Work/2024")
        bench.account.subscribe("Gone")
        var dialogue = IMAPDialogue(bench)
        func names(_ command: String) -> [String] {
            dialogue.say(command).dropLast().map { String($0.split(separator: " ").last ?? "") }
        }
        #expect(names(#"a LIST "" %"#) == [#""INBOX""#, #""Sent""#, #""Work""#, #""&XeVPXA-""#])
        #expect(names(#"b LIST "Work/" *"#) == [#""Work/2024""#])
        #expect(names(#"c LIST "" W*4"#) == [#""Work/2024""#])
        #expect(
            dialogue.say(#"d LIST (SPECIAL-USE) "" * RETURN (STATUS (MESSAGES SIZE))"#) == [
                #"* LIST (\HasNoChildren \Sent) "/" "Sent""#, #"* STATUS "Sent" (MESSAGES 0 SIZE 0)"#,
                "d OK List completed.",
            ])
        #expect(
            dialogue.say(#"e LIST (SUBSCRIBED) "" (* %) RETURN (CHILDREN)"#) == [
                #"* LIST (\Noselect \HasNoChildren \Subscribed) "/" "Gone""#,
                #"* LIST (\HasNoChildren \Subscribed) "/" "Work/2024""#, "e OK List completed.",
            ])
        #expect(dialogue.say(#"f LIST "" """#)[0] == #"* LIST (\Noselect) "/" """#)
        #expect(
            dialogue.say("g STATUS INBOX (MESSAGES UIDNEXT UNSEEN)")[0]
                == #"* STATUS "INBOX" (MESSAGES 2 UIDNEXT 3 UNSEEN 2)"#)
    }

    @Test func `Prefix and delimiter are the server's own`() throws {
        let bench = try bench {
            $0.delimiter = "."
            $0.prefix = "INBOX."
            $0.forbiddenCharacters = ["/"]
            $0.makesParents = true
        }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a NAMESPACE")[0] == #"* NAMESPACE (("INBOX." ".")) NIL NIL"#)
        #expect(
            dialogue.say("b CREATE Work")[0].hasPrefix(
                "b NO [NONEXISTENT] Client tried to access nonexistent namespace"))
        #expect(dialogue.say("c CREATE INBOX.a.b")[0].hasPrefix("c OK"))
        #expect(dialogue.say(#"d CREATE "INBOX.a/b""#) == ["d NO [CANNOT] Character not allowed in mailbox name: '/'"])
        #expect(bench.account.mailboxNames == ["INBOX", "a", "a/b"])
        #expect(dialogue.say(#"e LIST "" "INBOX.a*""#).count == 3)
    }

    @Test func `Searches are answered in the form that was asked for`() throws {
        let bench = try bench(5)
        let inbox = try bench.account.read(.inbox) { $0.identifier }
        try bench.account.store([2, 4], in: inbox) { $0.union(SandboxFlags(["\\Seen", "new"])) }
        try bench.account.remove([1], from: inbox)
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a SELECT INBOX")
        #expect(dialogue.say("b SEARCH SEEN OR KEYWORD NEW LARGER 99999")[0] == "* SEARCH 1 3")
        #expect(dialogue.say("c UID SEARCH NOT (SEEN UID 1:3) 2:*")[0] == "* SEARCH 3 4 5")
        #expect(
            dialogue.say("d UID SEARCH RETURN (MIN MAX COUNT ALL) ALL")[0]
                == #"* ESEARCH (TAG "d") UID MIN 2 MAX 5 COUNT 4 ALL 2:5"#)
        #expect(
            dialogue.say("e UID SEARCH RETURN (PARTIAL -1:-2) ALL")[0]
                == #"* ESEARCH (TAG "e") UID PARTIAL (-1:-2 4:5)"#)
        #expect(dialogue.say(#"f SEARCH HEADER Subject "" BODY HELLO SENTSINCE 1-Jan-2020"#)[0] == "* SEARCH")
        #expect(dialogue.say("g SEARCH CHARSET GBK ALL")[0].hasPrefix("g NO [BADCHARSET"))
        #expect(dialogue.say("h SEARCH FOO")[0].hasPrefix("h BAD"))
        #expect(dialogue.say("i UID FETCH 1:* (UID) (PARTIAL 2:3)").count == 3)
    }

    @Test func `Once UIDONLY is enabled there are no message numbers`() throws {
        let bench = try bench(3) {
            $0.extensions.insert(.uidOnly)
            $0.window = .newest(2)
        }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a EXAMINE INBOX").contains("* 2 EXISTS"))
        #expect(dialogue.say("b ENABLE UIDONLY")[0] == "* ENABLED UIDONLY")
        #expect(dialogue.say("c SELECT INBOX").contains("* 3 EXISTS"))
        #expect(dialogue.say("d FETCH 1 FLAGS")[0].hasPrefix("d BAD [UIDREQUIRED]"))
        #expect(dialogue.say("e UID FETCH 1 (FLAGS)")[0] == "* 1 UIDFETCH (FLAGS ())")
        _ = dialogue.say("f UID STORE 2 +FLAGS.SILENT (\\Deleted)")
        #expect(dialogue.say("g EXPUNGE")[0] == "* VANISHED 2")
    }

    @Test func `Labels are seen and changed as Gmail's`() throws {
        let bench = try IMAPBench(usesLabels: true) { $0.extensions.insert(.gmail) }
        try bench.account.create("[Gmail]/All Mail", specialUse: .all)
        try bench.account.create("[Gmail]/Sent Mail", specialUse: .sent)
        try bench.account.create("Work")
        try bench.account.append([SandboxNewMessage(Self.mail.utf8)], to: "Work")
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say(#"a SELECT "[Gmail]/All Mail""#)
        #expect(dialogue.say("b FETCH 1 X-GM-LABELS")[0] == #"* 1 FETCH (X-GM-LABELS ("Work"))"#)
        _ = dialogue.say(#"c STORE 1 +X-GM-LABELS (\Inbox \Sent New)"#)
        _ = dialogue.say(#"d STORE 1 -X-GM-LABELS (Work)"#)
        #expect(
            dialogue.say("e FETCH 1 X-GM-LABELS")[0] == #"* 1 FETCH (X-GM-LABELS ("\\Inbox" "New" "\\Sent"))"#
                || dialogue.say("e FETCH 1 X-GM-LABELS")[0] == #"* 1 FETCH (X-GM-LABELS ("\\Inbox" "\\Sent" "New"))"#)
    }

    @Test func `Rules refuse in the server's own bytes`() throws {
        let gbk: [UInt8] = [0xCD, 0xA8, 0xD0, 0xC5]
        let bench = try bench(1) {
            $0.refusals = [
                IMAPRefusalRule(
                    "SELECT", when: .withoutID,
                    refusal: SandboxRefusal(.no, "SELECT Unsafe Login. Please contact kefu@188.com for help")),
                IMAPRefusalRule("STATUS", when: .mailbox("inbox"), refusal: SandboxRefusal(.no, bytes: gbk)),
                IMAPRefusalRule(
                    "APPEND", when: .messageWithoutFinalLineEnd, .atMost(times: 1),
                    refusal: SandboxRefusal(.bad, "[CLIENTBUG] no end")),
                IMAPRefusalRule(
                    "", when: .afterCommands(9),
                    refusal: SandboxRefusal(.bad, "Request is throttled.", farewell: "Connection closed. 14")),
            ]
            $0.reservedNames = ["Files": SandboxRefusal(.no, "Folder name is reserved")]
        }
        var dialogue = IMAPDialogue(bench)
        #expect(dialogue.say("a SELECT INBOX") == ["a NO SELECT Unsafe Login. Please contact kefu@188.com for help"])
        #expect(dialogue.say(#"b ID ("name" "test")"#) == ["* ID NIL", "b OK ID completed."])
        #expect(dialogue.say("c SELECT INBOX").last == "c OK [READ-WRITE] Select completed.")
        #expect(dialogue.say("d STATUS INBOX (MESSAGES)").count == 1)
        #expect(dialogue.say("e APPEND INBOX {1+}\r\nx") == ["e BAD [CLIENTBUG] no end"])
        #expect(dialogue.say("f APPEND INBOX {1+}\r\nx").last?.hasPrefix("f OK") == true)
        #expect(dialogue.say("g CREATE files") == ["g NO Folder name is reserved"])
        _ = dialogue.say("h NOOP")
        _ = dialogue.say("i NOOP")
        #expect(dialogue.say("j NOOP") == ["j BAD Request is throttled.", "* BYE Connection closed. 14"])
    }

    @Test func `It can be wrong about messages in the ways of real servers`() throws {
        let bench = try bench(2) {
            $0.silentItems = ["RFC822"]
            $0.sizeError = 7
            $0.placeholders = IMAPPlaceholder(every: 2, bytes: Array("Subject: failed\r\n\r\n".utf8))
            $0.bodyFirst = true
            $0.addsFinalLineEnd = true
            $0.keepsKeywords = false
        }
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a SELECT INBOX")
        #expect(
            dialogue.say("b FETCH 1 (RFC822 UID RFC822.SIZE)")[0]
                == "* 1 FETCH (UID 1 RFC822.SIZE \(Self.mail.utf8.count + 7) FLAGS (\\Seen))")
        #expect(
            dialogue.say("c UID FETCH 2 (UID BODY.PEEK[])") == [
                "* 2 FETCH (BODY[] {19}", "Subject: failed", " UID 2)", "c OK Fetch completed.",
            ])
        _ = dialogue.say("d APPEND INBOX (new \\Flagged) {4+}\r\nx: y")
        #expect(dialogue.say("e FETCH 3 (FLAGS BODY.PEEK[])").contains("* 3 FETCH (BODY[] {6}"))
    }
}
