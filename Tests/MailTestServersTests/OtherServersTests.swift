import MailTestServers
import Testing

/// Cyrus and Courier, and the plain client that writes and reads their mail.
@Suite struct OtherServersTests {
    private static let message = TestMessage(
        "Subject: Grüße\r\n\r\n.\r\nFrom here\r\n", date: 1_234_567_890,
        flags: ["\\Seen", "\\Flagged", "$Forwarded", "Projekt"])

    private func roundTrip<Configuration: ServerConfiguration>(
        _ configuration: Configuration, folder: String, parents: [String] = []
    ) async throws {
        try await MailServer.withServer(configuration) { server in
            let mail = server.mailbox(of: "alice")
            try mail.deliver([Self.message, TestMessage("Subject: two\r\n\r\n2\r\n")], to: folder)
            try await server.kill()
            try await server.start()
            try await server.stop()
            try await server.start()
            var found: [TestMessage] = []
            try mail.forEachMessage(in: folder) { found.append($0) }
            #expect(found == [Self.message, TestMessage("Subject: two\r\n\r\n2\r\n")])
            #expect(Set(try mail.folders()) == Set(["INBOX", folder] + parents))

            let answer = try CommandLineIMAP.dialogue(
                trusting: server.certificateAuthorityFile, arguments: ["-connect", "localhost:\(server.ports.imaps)"],
                commands: ["a LOGIN alice \"\(Configuration.password)\"", "b STATUS INBOX (MESSAGES)", "c LOGOUT"])
            #expect(answer.contains("(MESSAGES 0)"))
        }
    }

    @Test func `Cyrus keeps what it is given, over a kill and a restart, and speaks TLS`() async throws {
        try await roundTrip(CyrusConfiguration(), folder: "工作/项目 & Co", parents: ["工作"])
    }

    @Test func `Courier keeps what it is given, over a kill and a restart, and speaks TLS`() async throws {
        try await roundTrip(CourierConfiguration(), folder: "工作.项目 & Co")
    }
}
