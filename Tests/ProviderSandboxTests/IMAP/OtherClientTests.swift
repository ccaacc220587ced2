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

    /// In plain sockets: imaplib knows neither.
    @Test func `A client in Python waits for news, over a compressed connection`() async throws {
        let bench = try IMAPBench()
        let output = try await bench.run { ports in
            try python(
                """
                import socket, zlib
                class Line:
                    def __init__(self):
                        self.socket = socket.create_connection(("localhost", PLAIN))
                        self.deflate, self.inflate, self.rest = None, None, b""
                        self.line()
                        self.say("LOGIN %s \\"%s\\"" % (USER, PASSWORD))
                    def line(self):
                        while b"\\n" not in self.rest:
                            data = self.socket.recv(65536)
                            self.rest += self.inflate.decompress(data) if self.inflate else data
                        line, self.rest = self.rest.split(b"\\n", 1)
                        return line.decode().strip()
                    def send(self, text):
                        data = (text + "\\r\\n").encode()
                        if self.deflate: data = self.deflate.compress(data) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
                        self.socket.sendall(data)
                    def say(self, command):
                        self.send("a " + command)
                        lines = [self.line()]
                        while not lines[-1].startswith("a "): lines.append(self.line())
                        return lines
                    def compress(self):
                        answer = self.say("COMPRESS DEFLATE")
                        self.deflate, self.inflate = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.decompressobj(-15)
                        return answer
                one, other = Line(), Line()
                print(one.compress(), one.say("COMPRESS DEFLATE"))
                one.say("SELECT INBOX")
                one.send("b IDLE")
                print(one.line())
                message = "Subject: news\\r\\n\\r\\n" + "x" * 100000
                print(other.say("APPEND INBOX {%d+}\\r\\n%s" % (len(message), message))[0][:4])
                print(one.line())
                one.send("DONE")
                print(one.line())
                print("".join(one.say("FETCH 1 BODY.PEEK[TEXT]")).count("x"))
                """, bench, ports)
        }
        #expect(
            output == [
                "['a OK DEFLATE active.'] ['a NO [COMPRESSIONACTIVE] Already compressed.']", "+ idling", "a OK",
                "* 1 EXISTS", "b OK Idle completed.", "100000",
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
