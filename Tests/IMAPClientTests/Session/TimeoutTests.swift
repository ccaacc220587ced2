import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import NIOCore
import Testing

@Suite struct TimeoutTests {
    @Test func silenceEndsTheConversation() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(100)
        let error = try await setting.failure(
            "S: * OK [CAPABILITY IMAP4rev1] ready\nC: TAG EXAMINE INBOX\nsilence"
        ) { _ = try await $0.examine(.inbox) }
        #expect(error == .timedOut(command: "EXAMINE"))
    }

    @Test func silentServerIsNotWaitedForAtTheGoodbye() async throws {
        var setting = try ClientSetting()
        setting.timeouts.logout = .milliseconds(100)
        try await withDeadline(.seconds(20)) { [setting] in
            try await setting.play("S: * OK [CAPABILITY IMAP4rev1] ready\nC: TAG LOGOUT\nsilence") { await $0.logout() }
        }
    }

    private func failure(
        of setting: ClientSetting, chatter: String, within deadline: Duration = .seconds(20)
    ) async throws -> IMAPError? {
        try await withDeadline(deadline) {
            try await TestListener.run { channel in
                try channel.pipeline.syncOperations.addHandler(ChatteringServer(chatter))
            } body: { port in
                do {
                    _ = try await setting.connect(to: port) { try await $0.examine(.inbox) }
                    return nil
                } catch let error as IMAPError {
                    return error
                }
            }
        }
    }

    @Test func wordsAreNoProgress() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(100)
        #expect(try await failure(of: setting, chatter: "* OK still here") == .timedOut(command: "EXAMINE"))
    }

    /// Data that looks useful, and never comes to an end.
    @Test(arguments: ["* 1 EXISTS", "* SOMETHING new"]) func shortCommandHasALimitWhateverIsSaid(
        _ chatter: String
    ) async throws {
        var setting = try ClientSetting()
        setting.timeouts.command = .milliseconds(200)
        #expect(try await failure(of: setting, chatter: chatter) == .timedOut(command: "EXAMINE"))
    }

    /// Memory has a limit of its own, which comes long before the time's.
    @Test func answersThatPileUpEndTheConversation() async throws {
        let name = String(repeating: "n", count: 900_000)
        let chatter = "* LIST () \"/\" {\(name.utf8.count)}\r\n\(name)"
        let error = try await failure(of: try ClientSetting(), chatter: chatter, within: .seconds(200))
        #expect(error == .limitExceeded(.collected))
    }
}
