import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import NIOCore
import Testing

/// Compressed sessions with a real server.
@Suite struct DovecotCompressionTests {
    private static var configuration: DovecotConfiguration {
        var configuration = DovecotConfiguration(users: ["alice", "bob"])
        configuration.offersCompression = true
        return configuration
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls, .plaintext])
    func `A whole mailbox goes through, byte by byte`(security: ConnectionSecurity) async throws {
        try await MailServer.withServer(Self.configuration) { server in
            let (from, to) = (server.mailbox(of: "alice"), server.mailbox(of: "bob"))
            try SampleMailbox(count: 60).write(to: from)
            try await logIn("alice", at: server, security) { source in
                try await logIn("bob", at: server, security) { target in
                    for listing in try await source.list() where listing.isSelectable {
                        try await copy(listing.name, from: source, to: target)
                    }
                }
            }
            let difference = MailboxDifference(source: try MailboxSnapshot(from), target: try MailboxSnapshot(to))
            #expect(difference.description == "nothing differs")
        }
    }

    /// Compression may begin while answers are still under way.
    @Test func `It can begin in the middle of a session`() async throws {
        try await MailServer.withServer(Self.configuration) { server in
            try SampleMailbox(count: 60).write(to: server.mailbox(of: "alice"))
            try await logIn("alice", at: server, .tls, compresses: false) { connection in
                let inbox = try await connection.examine(.inbox)
                let all = UIDSet((1...UInt32(inbox.exists)).compactMap { UID($0) })
                let stream = try await connection.fetch(all, .body)
                async let isCompressed = connection.compress()
                let before = try await bodies(of: stream)
                #expect(try await isCompressed)
                let after = try await bodies(of: connection.fetch(all, .body))
                #expect(before.count == Int(inbox.exists))
                #expect(before == after)
            }
        }
    }

    private func logIn(
        _ user: String, at server: DovecotServer, _ security: ConnectionSecurity, compresses: Bool = true,
        body: (IMAPConnection) async throws -> Void
    ) async throws {
        let port = security == .tls ? server.ports.imaps : server.ports.imap
        try await ClientSetting().connect(
            to: port, security: security, trusting: server.certificateAuthorityFile
        ) { connection in
            try await connection.login(username: user, secret: Secret(DovecotConfiguration.password))
            if compresses { #expect(try await connection.compress()) }
            try await body(connection)
            await connection.logout()
        }
    }

    private func copy(_ name: MailboxName, from source: IMAPConnection, to target: IMAPConnection) async throws {
        try await target.create(name, specialUse: nil)
        let count = try await source.examine(name).exists
        guard count > 0 else { return }
        let all = UIDSet((1...UInt32(count)).compactMap { UID($0) })
        let facts = try await source.fetchAll(all, [.flags, .internalDate])
        let bodies = try await bodies(of: source.fetch(all, .body))
        #expect(facts.count == bodies.count)
        let command = try await target.beginAppend(to: name)
        for (fact, body) in zip(facts, bodies) {
            let header = AppendHeader(
                flags: (fact.flags ?? []).filter { $0 != .recent }, internalDate: fact.internalDate,
                size: UInt64(body.count))
            #expect(try await target.appendHeader(header, to: command))
            try await target.appendBody(ByteBuffer(bytes: body))
        }
        try await target.endAppend(command)
        guard case .stored = try await target.outcome(of: command) else {
            Issue.record("not stored")
            return
        }
    }

    private func bodies(of stream: FetchStream) async throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        var body: [UInt8] = []
        while let event = try await stream.next() {
            switch event {
            case .bodyBytes(let bytes): body += bytes.readableBytesView
            case .bodyEnds:
                bodies.append(body)
                body = []
            case .message, .bodyBegins: break
            }
        }
        return bodies
    }
}
