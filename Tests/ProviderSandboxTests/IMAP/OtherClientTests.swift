import MailTestServers
import ProviderSandbox
import Testing

/// Clients that share no line with ours, and with this server.
@Suite struct OtherClientTests {
    private func python(_ script: String, _ bench: IMAPBench, _ ports: IMAPBench.Ports) throws -> [String] {
        let begin = """
            import sys, ssl, imaplib
            TLS, PLAIN = int(sys.argv[1]), int(sys.argv[2])
            USER, PASSWORD = "\(IMAPBench.user)", "\(IMAPBench.password)"
            context = ssl.create_default_context(cafile=sys.argv[3])

            """
        let output = try ExternalProgram.output(
            of: "python3", ["-", String(ports.tls), String(ports.plain), bench.certificateAuthorityFile],
            input: begin + script)
        return output.split(separator: "\n").map(String.init)
    }

    @Test func `Python's imaplib writes, searches, reads, marks, copies and removes`() async throws {
        let bench = try IMAPBench()
        let output = try await bench.run { ports in
            try python(
                """
                box = imaplib.IMAP4_SSL("localhost", TLS, ssl_context=context)
                print(box.login(USER, PASSWORD)[0])
                print(box.create("Work/2024")[0], box.create("Work/2024")[0])
                message = b"Subject: one\\r\\nFrom: Bob <bob@example.org>\\r\\n\\r\\nhello\\r\\n"
                when = '"17-Jul-1996 02:44:25 -0700"'
                for number in range(3):
                    print(box.append("INBOX", "(\\\\Flagged $Label1)", when, message)[0])
                print(box.select("INBOX"))
                print(box.search(None, "FLAGGED", "KEYWORD", "$label1", "FROM", '"bob@example"', "SINCE", "16-Jul-1996"))
                print(box.search(None, "UNFLAGGED"))
                kind, data = box.fetch("2", "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY.PEEK[TEXT]<1.3>)")
                print(data)
                print(box.fetch("2", "(BODY[])")[1][0][1] == message, box.fetch("2", "(FLAGS)"))
                print(box.copy("1:2", "Work/2024"), box.status("Work/2024", "(MESSAGES UNSEEN UIDNEXT)"))
                print(box.store("3", "+FLAGS", "(\\\\Deleted)"), box.expunge(), box.noop())
                print(box.uid("MOVE", "1", "Work/2024"))
                print(box.list('""', "*"))
                print(box.close(), box.logout()[0])
                """, bench, ports)
        }
        let uidValidity = try bench.account.read("Work/2024") { $0.uidValidity }
        #expect(
            output.map { $0.replacing("COPYUID \(uidValidity) ", with: "COPYUID V ") } == [
                "OK", "OK NO", "OK", "OK", "OK", "('OK', [b'3'])", "('OK', [b'1 2 3'])", "('OK', [b''])",
                #"[(b'2 (UID 2 FLAGS (\\Flagged $Label1) INTERNALDATE "17-Jul-1996 09:44:25 +0000" RFC822.SIZE 52 ENVELOPE (NIL "one" (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) NIL NIL NIL NIL NIL) BODY[TEXT]<1> {3}', b'ell'), b')']"#,
                #"True ('OK', [b'2 (FLAGS (\\Flagged \\Seen $Label1))'])"#,
                #"('OK', [b'[COPYUID V 1:2 1:2] Copy completed.']) ('OK', [b'"Work/2024" (MESSAGES 2 UNSEEN 1 UIDNEXT 3)'])"#,
                #"('OK', [b'3 (FLAGS (\\Flagged \\Deleted $Label1))']) ('OK', [b'3']) ('OK', [b'Noop completed.'])"#,
                "('OK', [None])",
                #"('OK', [b'(\\HasNoChildren) "/" "INBOX"', b'(\\Noselect \\HasChildren) "/" "Work"', b'(\\HasNoChildren) "/" "Work/2024"'])"#,
                "('OK', [b'Close completed.']) BYE",
            ])
    }

    @Test func `curl lists folders and reads mail`() async throws {
        let bench = try IMAPBench()
        try bench.account.append([SandboxNewMessage("Subject: hello\r\n\r\nhello\r\n".utf8)], to: .inbox)
        try bench.account.create("工作")
        let (folders, mail) = try await bench.run { ports in
            let options = [
                "-sS", "--cacert", bench.certificateAuthorityFile, "-u", "\(IMAPBench.user):\(IMAPBench.password)",
            ]
            return (
                try ExternalProgram.output(of: "curl", options + ["imaps://localhost:\(ports.tls)/"]),
                try ExternalProgram.output(
                    of: "curl", options + ["--ssl-reqd", "imap://localhost:\(ports.plain)/INBOX;UID=1"])
            )
        }
        #expect(
            folders == "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n* LIST (\\HasNoChildren) \"/\" \"&XeVPXA-\"\r\n")
        #expect(mail == "Subject: hello\r\n\r\nhello\r\n")
    }
}
