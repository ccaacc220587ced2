import ProviderSandbox
import Testing

/// ENVELOPE, BODYSTRUCTURE and the parts of a message (RFC 3501 §6.4.5, §7.4.2).
@Suite struct MessageStructureTests {
    private static let message = """
        From: =?utf-8?q?B=C3=B6b?= (a comment) <bob@example.org>, "Q. \\"X\\"" <@route:q@example.org>
        To: friends: a@x.example, b@y.example;, c@z.example
        Subject: folded
         line
        Message-ID: <1@example.org>
        Content-Type: multipart/mixed; boundary="b;1"

        preamble
        --b;1

        text one
        --b;1
        Content-Type: message/rfc822

        Subject: inner
        Content-Type: multipart/alternative; boundary=in

        --in
        Content-Type: text/html; charset=utf-8

        <p>
        --in--
        --b;1
        Content-Type: application/pdf; name="a b.pdf"
        Content-Disposition: attachment; filename="a b.pdf"
        Content-Transfer-Encoding: base64

        AAAA
        --b;1--
        epilogue

        """.replacing("\n", with: "\r\n")

    private func dialogue() throws -> IMAPDialogue {
        let bench = try IMAPBench()
        try bench.account.append([SandboxNewMessage(Self.message.utf8)], to: .inbox)
        var dialogue = IMAPDialogue(bench)
        _ = dialogue.say("a EXAMINE INBOX")
        return dialogue
    }

    @Test func `The envelope has addresses, groups, and no comments`() throws {
        var dialogue = try dialogue()
        let from = #"(("=?utf-8?q?B=C3=B6b?=" NIL "bob" "example.org")("Q. \"X\"" NIL "q" "example.org"))"#
        let to =
            #"((NIL NIL "friends" NIL)(NIL NIL "a" "x.example")(NIL NIL "b" "y.example")(NIL NIL NIL NIL)(NIL NIL "c" "z.example"))"#
        #expect(
            dialogue.say("b FETCH 1 ENVELOPE")[0]
                == #"* 1 FETCH (ENVELOPE (NIL "folded line" \#(from) \#(from) \#(from) \#(to) NIL NIL NIL "<1@example.org>"))"#
        )
    }

    @Test func `The structure tells of every part`() throws {
        var dialogue = try dialogue()
        let inner =
            #"(("TEXT" "HTML" ("charset" "utf-8") NIL NIL "7bit" 3 0 NIL NIL NIL NIL) "ALTERNATIVE" ("boundary" "in") NIL NIL NIL)"#
        let parts = [
            #"("TEXT" "PLAIN" NIL NIL NIL "7bit" 8 0 NIL NIL NIL NIL)"#,
            #"("MESSAGE" "RFC822" NIL NIL NIL "7bit" 127 (NIL "inner" NIL NIL NIL NIL NIL NIL NIL NIL) \#(inner) 7 NIL NIL NIL NIL)"#,
            #"("APPLICATION" "PDF" ("name" "a b.pdf") NIL NIL "base64" 4 NIL ("attachment" ("filename" "a b.pdf")) NIL NIL)"#,
        ]
        #expect(
            dialogue.say("b FETCH 1 BODYSTRUCTURE")[0]
                == #"* 1 FETCH (BODYSTRUCTURE (\#(parts.joined()) "MIXED" ("boundary" "b;1") NIL NIL NIL))"#)
    }

    @Test(arguments: [
        ("BODY[1]", ["text one"]), ("BODY[2.1]", ["<p>"]), ("BODY[3]<1.2>", ["AA"]),
        ("BODY[2.HEADER.FIELDS (subject)]", ["Subject: inner"]),
        ("BODY[HEADER.FIELDS (Message-Id X)]", ["Message-ID: <1@example.org>"]),
        ("BODY[2.1.MIME]", ["Content-Type: text/html; charset=utf-8"]),
    ])
    func `Each part can be read alone`(item: String, lines: [String]) throws {
        var dialogue = try dialogue()
        let answer = dialogue.say("b FETCH 1 (\(item.replacing("BODY", with: "BODY.PEEK")))")
        #expect(answer.dropFirst().dropLast(1).joined(separator: "\n").hasPrefix(lines.joined(separator: "\n")))
    }

    @Test func `A part that is not there is NIL`() throws {
        var dialogue = try dialogue()
        #expect(dialogue.say("b FETCH 1 BODY.PEEK[4]")[0] == "* 1 FETCH (BODY[4] NIL)")
        #expect(dialogue.say("c FETCH 1 BODY.PEEK[1.TEXT]")[0] == "* 1 FETCH (BODY[1.TEXT] NIL)")
        #expect(dialogue.say("d FETCH 1 BODY.PEEK[0]")[0].hasPrefix("d BAD"))
    }
}
