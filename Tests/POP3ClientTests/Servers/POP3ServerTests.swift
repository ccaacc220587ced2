import MailCore
import MailTestServers
import MailTransport
import NIOCore
import POP3Client
import SASL
import Testing

/// Whole sessions with real servers.
@Suite struct POP3ServerTests {
    /// Dots at the begin of lines, empty lines at the end, bytes above 127, and lines longer than any limit of ours.
    static let messages = [
        "Subject: one\r\n\r\nhello\r\n", "Subject: two\r\n\r\n.\r\n..\r\n.a\r\n...\r\n\r\n\r\n",
        "Subject: three\r\n\r\n密码 \u{7F}\r\n" + String(repeating: "x", count: 3 * ByteLimits.replyLine) + "\r\n",
        "Subject: four\r\n\r\n",
    ]

    private func logIn<Configuration: ServerConfiguration, Value: Sendable>(
        to server: MailServer<Configuration>, security: ConnectionSecurity = .tls,
        body: (POP3Connection) async throws -> Value
    ) async throws -> Value {
        let port = security == .tls ? server.ports.pop3s : server.ports.pop3
        return try await POP3Setting().connect(
            to: port, security: security, trusting: server.certificateAuthorityFile
        ) { connection in
            try await connection.login(server.configuration.loginName(of: "alice"), Configuration.password)
            return try await body(connection)
        }
    }

    /// - Parameter ownHeader: a header line that the server adds.
    private func checkSession<Configuration: ServerConfiguration>(
        _ configuration: Configuration, _ security: ConnectionSecurity, ignoring ownHeader: String = "-"
    ) async throws {
        try await MailServer.withServer(configuration) { server in
            let mail = server.mailbox(of: "alice")
            try mail.deliver(Self.messages.map { TestMessage($0) })
            let uniqueIDs = try await logIn(to: server, security: security) { connection in
                #expect(await (connection.tls != nil) == (security != .plaintext))
                #expect(await connection.capabilities.hasUniqueIDs)
                #expect(try await connection.statistics().messages == 4)
                let sizes = try await connection.sizes().all()
                #expect(sizes.map(\.number.rawValue) == [1, 2, 3, 4])
                let uniqueIDs = try await connection.uniqueIDs().all()
                #expect(Set(uniqueIDs.map(\.uniqueID)).count == 4)
                #expect(try await connection.uniqueID(of: uniqueIDs[1].number) == uniqueIDs[1])

                let wanted = sizes.map { WantedMessage($0.number, expectedSize: $0.size) }
                let received = try await connection.messages(wanted).all().map { $0.without(ownHeader) }
                #expect(received == zip(1..., Self.messages).map { ReceivedMessage($0, $1) })
                let headers = try await connection.messages(wanted, .header(lines: 0)).all()
                #expect(headers.first?.without(ownHeader).text == Array("Subject: one\r\n\r\n".utf8))

                let missing = WantedMessage(MessageNumber(rawValue: 9))
                let some = try await connection.messages([wanted[0], missing, wanted[3]]).all()
                #expect(some.map { $0.refusal == nil } == [true, false, true])
                try await connection.noop()
                return uniqueIDs.map(\.uniqueID)
            }
            let again = try await logIn(to: server, security: security) { try await $0.uniqueIDs().all() }
            #expect(again.map(\.uniqueID) == uniqueIDs)
            try await checkDeletion(server, security, ownHeader)
        }
    }

    private func count(_ mail: some MailStore) throws -> Int {
        var count = 0
        try mail.forEachMessage(in: "INBOX") { _ in count += 1 }
        return count
    }

    /// Only QUIT deletes.
    private func checkDeletion<Configuration: ServerConfiguration>(
        _ server: MailServer<Configuration>, _ security: ConnectionSecurity, _ ownHeader: String
    ) async throws {
        let (second, fourth) = (MessageNumber(rawValue: 2), MessageNumber(rawValue: 4))
        let refused = try await logIn(to: server, security: security) { try await $0.markForDeletion([second]) }
        #expect(refused.isEmpty)
        #expect(try count(server.mailbox(of: "alice")) == 4)
        try await logIn(to: server, security: security) { connection in
            #expect(try await connection.markForDeletion([second]).isEmpty)
            try await connection.unmarkAll()
            #expect(try await connection.markForDeletion([fourth, MessageNumber(rawValue: 9)]).count == 1)
            try await connection.quit()
        }
        #expect(try count(server.mailbox(of: "alice")) == 3)
        let left = try await logIn(to: server, security: security) { connection in
            try await connection.messages([WantedMessage](1...3)).all()
        }
        #expect(
            left.map { $0.without(ownHeader) } == zip(1..., Self.messages.prefix(3)).map { ReceivedMessage($0, $1) })
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls, .plaintext])
    func sessionWithDovecot(_ security: ConnectionSecurity) async throws {
        try await checkSession(DovecotConfiguration(), security)
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls, .plaintext])
    func sessionWithCourier(_ security: ConnectionSecurity) async throws {
        try await checkSession(CourierConfiguration(), security)
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls])
    func sessionWithMailutils(_ security: ConnectionSecurity) async throws {
        try await checkSession(MailutilsConfiguration(), security, ignoring: MailutilsConfiguration.ownHeader)
    }

    @Test func dovecotPipelines() async throws {
        try await DovecotServer.withServer { server in
            let sample = (0..<500).map { TestMessage("Subject: \($0)\r\n\r\n.\($0)\r\n") }
            try server.mailbox(of: "alice").deliver(sample)
            let received = try await logIn(to: server) { connection in
                #expect(await connection.capabilities.hasPipelining)
                let sizes = try await connection.sizes().all()
                return try await connection.messages(
                    sizes.map { WantedMessage($0.number, expectedSize: $0.size) }
                ).all()
            }
            #expect(received.map(\.text) == sample.map(\.bytes))
        }
    }

    /// Peak memory while a message of 200 MB passes through.
    @Test func largeMessageTakesLittleMemory() async throws {
        let megabytes = 200
        try await DovecotServer.withServer { server in
            let line = String(repeating: ".", count: 8_190) + "\r\n"
            let megabyte = Array(String(repeating: line, count: (1 << 20) / line.utf8.count).utf8)
            let file = try LargeMessage(in: server.mailbox(of: "alice"), pieces: megabytes, of: megabyte)
            let (count, growth) = try await logIn(to: server) { connection in
                try PeakMemory.reset()
                let before = try PeakMemory.bytes()
                let stream = try await connection.messages([WantedMessage](1...1))
                var count: UInt64 = 0
                while let event = try await stream.next() {
                    if case .bytes(let bytes) = event { count += UInt64(bytes.readableBytes) }
                }
                return (count, try PeakMemory.bytes() - before)
            }
            #expect(count == file.size)
            #expect(growth < 32 << 20)
        }
    }
}
