import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import Testing

@Suite struct IdleDovecotTests {
    @Test func `Mail that is delivered behind the server's back ends the waiting`() async throws {
        try await DovecotServer.withServer { server in
            let mail = server.mailbox(of: "alice")
            try mail.deliver([TestMessage("Subject: old\r\n\r\nthere\r\n")])
            let hasNews = try await withDeadline(.seconds(60)) {
                try await ClientSetting().connect(
                    to: server.ports.imaps, security: .tls, trusting: server.certificateAuthorityFile
                ) { connection in
                    try await connection.login(username: "alice", secret: Secret(DovecotConfiguration.password))
                    let inbox = try await connection.examine(.inbox)
                    async let hasNews = connection.idle(knowing: inbox.exists) {
                        try? await Task.sleep(for: .seconds(3_600))
                    }
                    try mail.deliver([TestMessage("Subject: new\r\n\r\nnews\r\n")])
                    let told = try await hasNews
                    #expect(try await connection.examine(.inbox).exists == 2)
                    await connection.logout()
                    return told
                }
            }
            #expect(hasNews)
        }
    }

    @Test func `Ending it leaves a connection that goes on`() async throws {
        try await DovecotServer.withServer { server in
            try await withDeadline(.seconds(60)) {
                try await ClientSetting().connect(
                    to: server.ports.imaps, security: .tls, trusting: server.certificateAuthorityFile
                ) { connection in
                    try await connection.login(username: "alice", secret: Secret(DovecotConfiguration.password))
                    for _ in 1...3 {
                        let inbox = try await connection.examine(.inbox)
                        #expect(try await !connection.idle(knowing: inbox.exists) {})
                    }
                    try await connection.noop()
                    await connection.logout()
                }
            }
        }
    }
}
