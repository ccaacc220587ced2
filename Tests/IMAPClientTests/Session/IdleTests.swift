import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import MailTransport
import Testing

/// Waiting for news (RFC 2177), with servers that do it in every way.
@Suite struct IdleTests {
    /// A wait that is over when the test says so.
    private struct End {
        let stream: AsyncStream<Void>
        let now: AsyncStream<Void>.Continuation

        init() { (stream, now) = AsyncStream.makeStream() }

        @Sendable func come() async { for await _ in stream { return } }
    }

    private static let never: @Sendable () async -> Void = {
        try? await Task.sleep(for: .seconds(3_600))
    }
    private static let atOnce: @Sendable () async -> Void = {}

    private func idle(
        _ dialogue: String, _ setting: ClientSetting? = nil, until end: @escaping @Sendable () async -> Void = never
    ) async throws -> Bool {
        let setting = try setting ?? ClientSetting()
        return try await withDeadline(.seconds(60)) {
            try await setting.play("S: * OK [CAPABILITY IMAP4rev1 IDLE] ready\n" + dialogue) {
                try await $0.idle(knowing: 3, until: end)
            }
        }
    }

    @Test(arguments: [
        "* 4 EXISTS", "* 2 EXISTS", "* 1 EXPUNGE", "* VANISHED 7", #"* 2 FETCH (FLAGS (\Seen))"#,
        "* 5 RECENT\r\nS: * 4 EXISTS",
    ])
    func `News ends the waiting`(_ news: String) async throws {
        let hasNews = try await idle("C: TAG IDLE\nS: + idling\nS: \(news)\nC: DONE\nS: TAG OK done")
        #expect(hasNews)
    }

    /// Servers may tell of it while the command is still on its way.
    @Test func `News before the go-ahead is not lost`() async throws {
        let hasNews = try await idle("C: TAG IDLE\nS: * 4 EXISTS\nS: + idling\nC: DONE\nS: TAG OK done")
        #expect(hasNews)
    }

    @Test func `News beside DONE is not lost`() async throws {
        let hasNews = try await idle(
            "C: TAG IDLE\nS: + idling\nC: DONE\nS: * 4 EXISTS\nS: TAG OK done", until: Self.atOnce)
        #expect(hasNews)
    }

    @Test func `Words and what is known already are no news`() async throws {
        let hasNews = try await idle(
            "C: TAG IDLE\nS: + idling\nS: * OK Still here\nS: * 3 EXISTS\nS: * 1 RECENT\nC: DONE\nS: TAG OK done",
            until: { try? await Task.sleep(for: .milliseconds(100)) })
        #expect(!hasNews)
    }

    @Test func `It ends when it is told to, and the connection goes on`() async throws {
        try await withDeadline(.seconds(60)) {
            try await ClientSetting().play(
                """
                S: * OK [CAPABILITY IMAP4rev1 IDLE] ready
                C: TAG1 IDLE
                S: + idling
                C: DONE
                S: TAG1 OK done
                C: TAG2 NOOP
                S: TAG2 OK done
                """
            ) { connection in
                let end = End()
                async let hasNews = connection.idle(knowing: 3, until: end.come)
                end.now.yield()
                #expect(try await !hasNews)
                try await connection.noop()
            }
        }
    }

    @Test func `Other commands wait until it is over`() async throws {
        try await withDeadline(.seconds(60)) {
            try await ClientSetting().play(
                """
                S: * OK [CAPABILITY IMAP4rev1 IDLE] ready
                C: TAG1 IDLE
                S: + idling
                S: * 4 EXISTS
                C: DONE
                S: TAG1 OK done
                C: TAG2 NOOP
                S: TAG2 OK done
                """
            ) { connection in
                let begun = End()
                async let hasNews = connection.idle(knowing: 3) {
                    begun.now.yield()
                    await Self.never()
                }
                await begun.come()
                try await connection.noop()
                #expect(try await hasNews)
            }
        }
    }

    @Test func `It is begun anew before the server loses patience`() async throws {
        var setting = try ClientSetting()
        setting.timeouts.idle = .milliseconds(50)
        let hasNews = try await idle(
            """
            C: TAG1 IDLE
            S: + idling
            C: DONE
            S: TAG1 OK done
            C: TAG2 IDLE
            S: + idling
            C: DONE
            S: TAG2 OK done
            C: TAG3 IDLE
            S: + idling
            S: * 4 EXISTS
            C: DONE
            S: TAG3 OK done
            """, setting)
        #expect(hasNews)
    }

    @Test func `A server that says nothing is not late`() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(50)
        let hasNews = try await idle(
            "C: TAG IDLE\nS: + idling\nC: DONE\nS: TAG OK done", setting,
            until: { try? await Task.sleep(for: .milliseconds(400)) })
        #expect(!hasNews)
    }

    /// The line died while nothing was said; the server's answer to DONE is what is missed.
    @Test func `A line that died is found`() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(100)
        setting.timeouts.idle = .milliseconds(100)
        try await fails("C: TAG IDLE\nS: + idling\nC: DONE\nsilence", setting, with: .timedOut(command: "IDLE"))
    }

    @Test func `A server that never lets it begin is found`() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(100)
        try await fails("C: TAG IDLE\nsilence", setting, with: .timedOut(command: "IDLE"))
    }

    @Test func `A goodbye ends the connection`() async throws {
        let bye = StatusResponse(.bye, "Autologout")
        try await fails("C: TAG IDLE\nS: + idling\nS: * BYE Autologout\nclose", with: .bye(bye))
    }

    @Test func `A line that breaks ends the connection`() async throws {
        try await fails("C: TAG IDLE\nS: + idling\nclose", with: .transport(.closed(.established)))
    }

    @Test(arguments: ["S: TAG1 NO not now", "S: + idling\nS: TAG1 NO not now"])
    func `A refusal leaves the connection as it is`(_ answer: String) async throws {
        try await withDeadline(.seconds(60)) {
            try await ClientSetting().play(
                """
                S: * OK [CAPABILITY IMAP4rev1 IDLE] ready
                C: TAG1 IDLE
                \(answer)
                C: TAG2 NOOP
                S: TAG2 OK done
                """
            ) { connection in
                await #expect(throws: IMAPError.refused(command: "IDLE", StatusResponse(.no, "not now"))) {
                    try await connection.idle(knowing: 3, until: Self.never)
                }
                try await connection.noop()
            }
        }
    }

    private func fails(_ dialogue: String, _ setting: ClientSetting? = nil, with expected: IMAPError) async throws {
        await #expect(throws: expected) { _ = try await idle(dialogue, setting) }
    }
}
