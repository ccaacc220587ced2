import MailTestServers
import Testing

@Suite struct DovecotServerTests {
    @Test func `A message that is written to the files comes back from the files as it was`() async throws {
        let message = TestMessage(
            "Subject: 你好\r\n\r\nbody", date: 1_234_567_890, flags: ["\\Seen", "\\Flagged", "$Forwarded", "Projekt"])
        try await DovecotServer.withServer { server in
            let maildir = server.mailbox(of: "alice")
            try maildir.deliver([message], to: "工作/项目 & Co")
            var found: [TestMessage] = []
            try maildir.forEachMessage(in: "工作/项目 & Co") { found.append($0) }
            #expect(found == [message])
            #expect(try maildir.folders() == ["INBOX", "工作/项目 & Co"])
        }
    }

    @Test func `The server serves what was written, over TLS and after STARTTLS alike`() async throws {
        try await DovecotServer.withServer { server in
            try server.mailbox(of: "alice").deliver(
                [TestMessage("Subject: one\r\n\r\nfirst", flags: ["$Forwarded"])], to: "INBOX")
            for arguments in [
                ["-connect", "localhost:\(server.ports.imaps)"],
                ["-starttls", "imap", "-connect", "localhost:\(server.ports.imap)"],
            ] {
                let answer = try CommandLineIMAP.dialogue(
                    trusting: server.certificateAuthorityFile, arguments: arguments,
                    commands: [
                        "a LOGIN alice \"\(DovecotConfiguration.password)\"", "b SELECT INBOX",
                        "c UID FETCH 1 (FLAGS INTERNALDATE BODY.PEEK[])", "d LOGOUT",
                    ])
                #expect(answer.contains("Subject: one\r\n\r\nfirst"))
                #expect(answer.contains("$Forwarded"))
                #expect(answer.contains("09-Sep-2001 01:46:40 +0000"))
            }
        }
    }

    @Test func `It can be killed and stopped, comes back on its ports, and leaves no folder`() async throws {
        let authority = try await DovecotServer.withServer { server in
            try await server.kill()
            try await server.start()
            try await server.stop()
            try await server.start()
            return server.certificateAuthorityFile
        }
        #expect(!TestFiles.exist(authority))
    }

    @Test func `A configuration that Dovecot refuses is an error with its words`() async throws {
        var configuration = DovecotConfiguration()
        configuration.extraLines = "no_such_setting = yes"
        await #expect {
            try await DovecotServer.withServer(configuration) { _ in }
        } throws: { error in
            guard case TestServerError.didNotStart(let log) = error else { return false }
            return log.contains("no_such_setting")
        }
    }
}
