import FoundationEssentials
import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import MailTransport
import Synchronization
import Testing

@testable import MailboxMigration

/// What servers say when a token has ended in the middle of a session.
@Suite struct TokenDialogueTests {
    /// From the greeting to the login; the server says nothing of why it refuses a token, as Microsoft's.
    private static func login(_ number: Int, answer: String = "OK [CAPABILITY IMAP4rev1] in") -> String {
        """
        S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready
        C: TAG AUTHENTICATE XOAUTH2 \(base64("user=alice\u{1}auth=Bearer \(TestTokens.text(number))\u{1}\u{1}"))
        S: TAG \(answer)
        """
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    private static func lists(messages: Int) -> String {
        """
        C: TAG1 LIST "" "*"
        C: TAG2 LSUB "" "*"
        S: * LIST () "/" INBOX
        S: TAG1 OK done
        S: TAG2 OK done
        C: TAG STATUS INBOX ...
        S: * STATUS INBOX (MESSAGES \(messages) UIDNEXT 2 UIDVALIDITY 7)
        S: TAG OK done
        """
    }

    /// A source with one message.
    private static let listing = """
        C: TAG1 EXAMINE INBOX
        C: TAG2 UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE)
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 7] 7
        S: * OK [UIDNEXT 2] 2
        S: TAG1 OK open
        S: * 1 FETCH (UID 1 FLAGS () INTERNALDATE "01-Jan-2020 00:00:00 +0000" RFC822.SIZE 23)
        S: TAG2 OK done
        """

    /// The same when the message is in doubt.
    private static let opening = """
        C: TAG1 EXAMINE INBOX
        C: TAG2 UID FETCH 1 (UID FLAGS)
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 7] 7
        S: * OK [UIDNEXT 2] 2
        S: TAG1 OK open
        S: * 1 FETCH (UID 1 FLAGS ())
        S: TAG2 OK done
        C: TAG EXAMINE INBOX
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 7] 7
        S: * OK [UIDNEXT 2] 2
        S: TAG OK open
        C: TAG UID SEARCH ...
        S: * SEARCH 1
        S: TAG OK done
        """

    private static let body = #"""
        C: TAG UID FETCH 1 (UID BODY.PEEK[])
        raw: * 1 FETCH (UID 1 BODY[] {23}\r\nSubject: 1\r\n\r\nhello 1\r\n)\r\n
        S: TAG OK done
        logout
        """#

    /// The words by which it may be told, in answer to a command.
    static let farewells = [
        "S: * BYE Session expired, please login again",
        "S: * BYE AccessTokenExpired",
        "S: TAG NO [AUTHENTICATIONFAILED] Session is over",
        "S: TAG NO [UNAVAILABLE] session expired",
        "S: TAG BAD User is authenticated but not connected.",
        "S: TAG BAD Command Error. 10",
        "S: TAG NO Session invalidated - AccessTokenExpired",
    ]

    private struct Run {
        let result: Result<MigrationReport, MigrationError>
        let waits: [WaitReason]
        let transcript: Transcript
    }

    private func account(_ port: UInt16, _ credential: MigrationCredential) throws -> MigrationAccount {
        // Whoever departs from the script is not answered.
        var timeouts = Timeouts()
        (timeouts.silence, timeouts.greeting) = (.seconds(10), .seconds(2))
        return try MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: port, security: .plaintext, username: "alice"),
            credential: credential, timeouts: timeouts, allowsPrivateAddresses: true)
    }

    private func migrate(
        _ side: MigrationSide, scripted port: UInt16, _ tokens: TestTokens, and server: DovecotServer
    ) async throws -> Run {
        let folder = try TemporaryFolder()
        let password = MigrationCredential.password(Secret(DovecotConfiguration.password))
        let scripted = try account(port, .accessTokens(tokens))
        let real = try account(server.ports.imap, password)
        var options = MigrationOptions()
        options.connections = 1
        options.proof = .none
        var pauses = Pauses()
        (pauses.reconnect, pauses.throttled) = (.milliseconds(1), .milliseconds(1))
        pauses.mostUntoldWaiting = .milliseconds(1)
        pauses.quiet.calm = .zero
        let waits = Mutex<[WaitReason]>([])
        let transcript = Transcript()
        let migrator = MailboxMigrator(
            from: side == .source ? scripted : real, to: side == .source ? real : scripted,
            journalPath: folder.path + "/journal.sqlite", options: options, transcript: transcript, pauses: pauses)
        let result: Result<MigrationReport, MigrationError>
        do throws(MigrationError) {
            result = .success(
                try await migrator.run { event in
                    if case .waiting(_, _, let reason) = event { waits.withLock { $0.append(reason) } }
                })
        } catch {
            result = .failure(error)
        }
        return Run(result: result, waits: waits.withLock { $0 }, transcript: transcript)
    }

    @Test(arguments: farewells)
    func `A source that ends a session goes on with another token`(farewell: String) async throws {
        let tokens = TestTokens(of: "alice")
        try await DovecotServer.withServer { server in
            let first = [
                Self.login(1), Self.lists(messages: 1), Self.listing, "C: TAG UID FETCH ...", farewell, "close",
            ]
            let second = [Self.login(1, answer: "NO AUTHENTICATE failed."), "logout"]
            let third = [Self.login(2), Self.lists(messages: 1), Self.opening, Self.body]
            let run = try await ScriptedServer.withServer(
                first.joined(separator: "\n"), second.joined(separator: "\n"), third.joined(separator: "\n")
            ) { port in
                try await migrate(.source, scripted: port, tokens, and: server)
            }
            let report = try run.result.get()
            #expect(report.outcome == .complete && report.copied == 1 && report.failures.isEmpty)
            #expect(run.waits.allSatisfy { $0 == .settling }, "\(run.waits)")
            #expect(tokens.refused == [TestTokens.text(1)])
            #expect(try MailboxSnapshot(server.mailbox(of: "alice")).count == 1)
        }
    }

    /// A target without messages, up to the first one.
    private static let selecting = """
        C: TAG SELECT INBOX
        S: * 0 EXISTS
        S: * OK [UIDVALIDITY 7] 7
        S: TAG OK open
        """

    /// Asked before messages in doubt are looked for.
    private static let quiet = """
        C: TAG STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 0)
        S: TAG OK done
        """

    private static let message = Array(repeating: "C: ...", count: 4).joined(separator: "\n")

    @Test(arguments: farewells, [true, false])
    func `A target that ends a session gets the message with another token`(
        farewell: String, isEarly: Bool
    ) async throws {
        let tokens = TestTokens(of: "alice")
        try await DovecotServer.withServer { server in
            try server.mailbox(of: "alice").deliver([TestMessage("Subject: 1\r\n\r\nhello 1\r\n")])
            let begin = [Self.lists(messages: 0), Self.selecting]
            let append = "C: TAG APPEND INBOX ..."
            let first =
                [Self.login(1)] + begin + [append] + (isEarly ? [] : ["S: + go on", Self.message]) + [
                    farewell, "close",
                ]
            let second = [Self.login(1, answer: "NO AUTHENTICATE failed."), "logout"]
            let third =
                [Self.login(2), Self.quiet] + begin + [
                    Self.selecting, append, "S: + go on", Self.message, "S: TAG OK stored", Self.selecting, "logout",
                ]
            let run = try await ScriptedServer.withServer(
                first.joined(separator: "\n"), second.joined(separator: "\n"), third.joined(separator: "\n")
            ) { port in
                try await migrate(.target, scripted: port, tokens, and: server)
            }
            let report = try run.result.get()
            #expect(report.outcome == .complete && report.copied == 1 && report.failures.isEmpty)
            #expect(run.waits.allSatisfy { $0 == .settling }, "\(run.waits)")
            #expect(tokens.refused == [TestTokens.text(1)])
        }
    }

    @Test func `No more than so many tokens are tried in a row`() async throws {
        let tokens = TestTokens(of: "alice")
        try await DovecotServer.withServer { server in
            func refusal(_ number: Int) -> String {
                // Some servers repeat what they were sent.
                Self.login(number, answer: "NO \(TestTokens.text(number)) is not welcome") + "\nlogout"
            }
            let run = try await ScriptedServer.withServer(refusal(1), refusal(2), refusal(3), refusal(4)) { port in
                try await migrate(.source, scripted: port, tokens, and: server)
            }
            guard case .failure(.server(.source, let failure)) = run.result,
                case .loginRefused(let status) = failure.error as? IMAPError
            else { throw UnexpectedResult(result: run.result) }
            #expect(String(decoding: status.text, as: UTF8.self) == "‹secret› is not welcome")
            #expect(tokens.issued == 1 + CopyLimits.tokenRenewals)
            #expect(!run.transcript.lines.contains { $0.contains("test-token") })
        }
    }

    @Test func `When other tokens do not help, a server's words mean what they usually do`() async throws {
        let tokens = TestTokens(of: "alice")
        try await DovecotServer.withServer { server in
            let closed = """
                \(Self.login(1))
                C: TAG1 LIST "" "*"
                C: TAG2 LSUB "" "*"
                S: TAG1 BAD User is authenticated but not connected.
                S: TAG2 BAD User is authenticated but not connected.
                logout
                """
            let run = try await ScriptedServer.withServer(closed, closed, closed, closed) { port in
                try await migrate(.source, scripted: port, tokens, and: server)
            }
            guard case .failure(.server(.source, let failure)) = run.result,
                case .refused("LIST", _) = failure.error as? IMAPError
            else { throw UnexpectedResult(result: run.result) }
            #expect(run.waits.isEmpty)
        }
    }

    @Test func `A wish for a pause is none for another token`() async throws {
        let tokens = TestTokens(of: "alice")
        try await DovecotServer.withServer { server in
            let busy = Self.login(1, answer: "NO [UNAVAILABLE] Too many simultaneous connections.") + "\nlogout"
            let run = try await ScriptedServer.withServer(busy, busy) { port in
                try await migrate(.source, scripted: port, tokens, and: server)
            }
            guard case .failure(.throttled(.source, _, _)) = run.result else {
                throw UnexpectedResult(result: run.result)
            }
            #expect(tokens.issued == 1 && tokens.refused.isEmpty)
        }
    }

    private struct UnexpectedResult: Error {
        let result: Result<MigrationReport, MigrationError>
    }
}
