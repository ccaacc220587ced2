import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import Testing

/// From the server's OK to COMPRESS to the first compressed answer.
@Suite struct CompressionTests {
    private static let bye = "* BYE the house is on fire\r\n"

    @Test func `What comes in the same packet as the OK is decompressed`() async throws {
        let setting = try ClientSetting()
        try await play(.compressed("* OK [ALERT] already compressed\r\n"), in: setting) { connection in
            #expect(try await connection.compress())
            #expect(await connection.isCompressed)
            for _ in 0..<3 { try await connection.subscribe(.inbox) }
        }
        let said = setting.transcript.lines.map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") }
        #expect(said.contains("S: * OK [ALERT] already compressed"))
        #expect(said.contains("C: G3 SUBSCRIBE INBOX"))
        #expect(said.contains("S: G3 OK done"))
    }

    @Test(arguments: 1...60) func `Packets may end anywhere`(size: Int) async throws {
        let failure = try await failure(after: .pieces(Self.bye, size: size))
        #expect(failure == .bye(StatusResponse(.bye, "the house is on fire")))
    }

    @Test func `It is asked for once`() async throws {
        let setting = try ClientSetting()
        try await play(.compressed(""), in: setting) { connection in
            #expect(try await connection.compress())
            #expect(try await connection.compress())
            try await connection.subscribe(.inbox)
        }
        #expect(setting.transcript.lines.count { $0.contains("COMPRESS DEFLATE") } == 1)
    }

    @Test func `Plain words behind the OK end the connection`() async throws {
        guard case .transport(.compression(.damaged))? = try await failure(after: .raw(Array("* OK plain\r\n".utf8)))
        else {
            Issue.record("taken for compressed data")
            return
        }
    }

    @Test func `Nothing may follow the end of the stream`() async throws {
        let ended: [UInt8] = [0x01, 0x00, 0x00, 0xFF, 0xFF, 0x2A]
        #expect(try await failure(after: .raw(ended)) == .transport(.compression(.dataBehindEnd)))
    }

    @Test func `A stream that is cut is a connection that is lost`() async throws {
        let cut = String(Self.bye.dropLast(4))
        #expect(try await failure(after: .pieces(cut, size: 100)) == .transport(.closed(.established)))
    }

    @Test(arguments: ["NO [COMPRESSIONACTIVE] TLS does it", "NO not now", "BAD what"])
    func `After a refusal all goes on as before, and nobody asks again`(answer: String) async throws {
        try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG LOGIN alice hunter2
            S: TAG OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in
            C: TAG COMPRESS DEFLATE
            S: TAG \(answer)
            C: TAG SUBSCRIBE INBOX
            S: TAG OK done
            """
        ) { connection in
            try await connection.login(username: "alice", secret: Secret("hunter2"))
            #expect(try await !connection.compress())
            #expect(try await !connection.compress())
            try await connection.subscribe(.inbox)
        }
    }

    @Test func `Nobody asks before the login, or a server that does not offer it`() async throws {
        try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] ready
            C: TAG LOGIN alice hunter2
            S: TAG OK [CAPABILITY IMAP4rev1] in
            C: TAG SUBSCRIBE INBOX
            S: TAG OK done
            """
        ) { connection in
            #expect(try await !connection.compress())
            try await connection.login(username: "alice", secret: Secret("hunter2"))
            #expect(try await !connection.compress())
            try await connection.subscribe(.inbox)
        }
    }

    private func failure(after sequel: CompressingServer.Sequel) async throws -> IMAPError? {
        do {
            try await play(sequel, in: ClientSetting()) { connection in
                try await connection.compress()
                try await connection.subscribe(.inbox)
            }
            return nil
        } catch let error as IMAPError {
            return error
        }
    }

    /// Lends a session that is logged in.
    private func play(
        _ sequel: CompressingServer.Sequel, in setting: ClientSetting, body: (IMAPConnection) async throws -> Void
    ) async throws {
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(CompressingServer(sequel))
        } body: { port in
            try await setting.connect(to: port) { connection in
                try await connection.login(username: "alice", secret: Secret("hunter2"))
                try await body(connection)
            }
        }
    }
}
