import IMAPClient
import IMAPCodec
import MailCore
import MailTransport
import SASL
import Testing

@Suite struct LoginTests {
    private static let identity = #"ID ("name" "Godwit" "version" "1" "vendor" "Godwit")"#

    private func logIn(_ dialogue: String) async throws -> [Capability] {
        try await ClientSetting().play(dialogue) {
            try await $0.login(username: "alice", secret: Secret("hunter2"))
            return await $0.capabilities.sorted { $0.rawValue < $1.rawValue }
        }
    }

    private func failure(_ dialogue: String) async throws -> IMAPError? {
        try await ClientSetting().failure(dialogue) {
            try await $0.login(username: "alice", secret: Secret("hunter2"))
        }
    }

    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let offered: String
        let dialogue: String
        var greeting = "ready"
    }

    static let ways = [
        Way(
            testDescription: "PLAIN with an initial response", offered: "AUTH=PLAIN AUTH=LOGIN SASL-IR",
            dialogue: "C: TAG AUTHENTICATE PLAIN AGFsaWNlAGh1bnRlcjI="),
        Way(
            testDescription: "PLAIN without", offered: "AUTH=PLAIN",
            dialogue: "C: TAG AUTHENTICATE PLAIN\nS: +\nC: AGFsaWNlAGh1bnRlcjI="),
        Way(
            testDescription: "Coremail announces SASL-IR and does not take it", offered: "AUTH=PLAIN SASL-IR",
            dialogue: "C: TAG AUTHENTICATE PLAIN\nS: +\nC: AGFsaWNlAGh1bnRlcjI=",
            greeting: "Coremail System IMap Server Ready(163com)"),
        Way(
            testDescription: "iCloud announces PLAIN and takes only LOGIN", offered: "AUTH=PLAIN SASL-IR",
            dialogue: "C: TAG LOGIN alice hunter2", greeting: "iSCREAM ready to rumble (1F:2404B0)"),
        Way(
            testDescription: "LOGIN, the mechanism", offered: "AUTH=LOGIN SASL-IR",
            dialogue: "C: TAG AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nC: YWxpY2U=\nS: + UGFzc3dvcmQ6\nC: aHVudGVyMg=="),
        Way(testDescription: "LOGIN, the command", offered: "ID", dialogue: "C: TAG LOGIN alice hunter2"),
        Way(
            testDescription: "CRAM-MD5", offered: "AUTH=CRAM-MD5 AUTH=PLAIN SASL-IR",
            dialogue:
                "C: TAG AUTHENTICATE CRAM-MD5\nS: + PDFAaG9zdD4=\n"
                + "C: YWxpY2UgZTAzMGQ2MTFmYzhmMWZiYjI0MDkwZmYyNmZlZGY4M2E="),
        Way(
            testDescription: "only mechanisms that we do not speak", offered: "AUTH=NTLM",
            dialogue: "C: TAG LOGIN alice hunter2"),
        Way(
            testDescription: "a mechanism that is offered and not known", offered: "AUTH=CRAM-MD5 AUTH=PLAIN SASL-IR",
            dialogue:
                "C: TAG AUTHENTICATE CRAM-MD5\nS: TAG NO no such thing\n"
                + "C: TAG AUTHENTICATE PLAIN AGFsaWNlAGh1bnRlcjI="),
        Way(
            testDescription: "a mechanism that is named as unsupported", offered: "AUTH=PLAIN SASL-IR",
            dialogue:
                "C: TAG AUTHENTICATE PLAIN AGFsaWNlAGh1bnRlcjI=\n"
                + "S: TAG NO Unsupported authentication mechanism.\nC: TAG LOGIN alice hunter2"),
        Way(
            testDescription: "one mechanism after the other is not known", offered: "AUTH=CRAM-MD5 AUTH=LOGIN",
            dialogue:
                "C: TAG AUTHENTICATE CRAM-MD5\nS: TAG BAD what\n"
                + "C: TAG AUTHENTICATE LOGIN\nS: TAG NO what\nC: TAG LOGIN alice hunter2"),
    ]

    @Test(arguments: ways) func logsIn(_ way: Way) async throws {
        let capabilities = try await logIn(
            """
            S: * OK [CAPABILITY IMAP4rev1 \(way.offered)] \(way.greeting)
            \(way.dialogue)
            S: TAG OK [CAPABILITY IMAP4rev1 MOVE] in
            """)
        #expect(capabilities.map(\.rawValue) == ["IMAP4REV1", "MOVE"])
    }

    @Test func capabilitiesAreAskedAgainAndIdentityIsTold() async throws {
        let capabilities = try await logIn(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG1 AUTHENTICATE PLAIN ...
            S: TAG1 OK in
            C: TAG2 CAPABILITY
            S: * CAPABILITY IMAP4rev1 ID
            S: TAG2 OK done
            C: TAG3 \(Self.identity)
            S: * ID ("name" "Test")
            S: TAG3 OK done
            """)
        #expect(capabilities.map(\.rawValue) == ["ID", "IMAP4REV1"])
    }

    /// Some tell their capabilities in front of the OK, as Gmail does.
    @Test(arguments: ["LOGIN alice hunter2", "AUTHENTICATE PLAIN AGFsaWNlAGh1bnRlcjI="])
    func capabilitiesTowardsTheOKSaveAQuestion(_ command: String) async throws {
        let offered = command.hasPrefix("AUTH") ? "AUTH=PLAIN SASL-IR" : ""
        let capabilities = try await logIn(
            """
            S: * OK [CAPABILITY IMAP4rev1 \(offered)] ready
            C: TAG \(command)
            S: * CAPABILITY IMAP4rev1 MOVE
            S: TAG OK in
            """)
        #expect(capabilities.map(\.rawValue) == ["IMAP4REV1", "MOVE"])
    }

    /// Logs in without waiting for what is said after that.
    private func goOn<Value: Sendable>(
        _ dialogue: String, _ body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        let login = """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG1 AUTHENTICATE PLAIN AGFsaWNlAGh1bnRlcjI=
            S: TAG1 OK [CAPABILITY IMAP4rev1 ID ENABLE QRESYNC CONDSTORE LIST-EXTENDED LIST-STATUS] in
            C: TAG2 \(Self.identity)
            C: TAG3 ENABLE QRESYNC

            """
        return try await ClientSetting().play(login + dialogue) {
            try await $0.login(
                LoginCredentials(username: "alice", secret: Secret("hunter2")), enabling: [.qResync],
                waitingForIntroduction: false)
            return try await body($0)
        }
    }

    @Test func `What there is is asked for before the answer to who we are`() async throws {
        let (enabled, quirks) = try await goOn(
            #"""
            C: TAG4 LIST "" "*" RETURN (SUBSCRIBED STATUS (MESSAGES))
            S: * ID ("vendor" "Coremail")
            S: TAG2 OK
            S: * ENABLED QRESYNC
            S: TAG3 OK
            S: * LIST () "/" INBOX
            S: TAG4 OK
            """#
        ) {
            let overview = try await $0.overview(items: .messages)
            #expect(overview.listings.map(\.name) == [.inbox])
            return (await $0.enabled, await $0.quirks)
        }
        #expect(enabled == [.qResync])
        #expect(!quirks.isEmpty)
    }

    @Test func `A mailbox is opened as it was enabled`() async throws {
        let enabled = try await goOn(
            """
            S: * ID NIL
            S: TAG2 OK
            S: * ENABLED QRESYNC
            S: TAG3 OK
            C: TAG4 EXAMINE INBOX
            S: TAG4 OK
            """
        ) {
            var opening = try await $0.beginOpening(.inbox)
            _ = try await opening.opened()
            return await $0.enabled
        }
        #expect(enabled == [.qResync])
    }

    @Test func identityGoesAlongWithTheQuestionForCapabilities() async throws {
        let quirks = try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1 ID] ready
            C: TAG1 LOGIN alice hunter2
            S: TAG1 OK in
            C: TAG2 CAPABILITY
            C: TAG3 \(Self.identity)
            S: * CAPABILITY IMAP4rev1 ID MOVE
            S: TAG2 OK done
            S: * ID ("vendor" "Coremail")
            S: TAG3 OK done
            """
        ) {
            try await $0.login(username: "alice", secret: Secret("hunter2"))
            #expect(await $0.capabilities.contains(Capability(rawValue: "MOVE")))
            return await $0.quirks
        }
        #expect(quirks == [.falseInitialResponse])
    }

    private func enabled(_ offered: String, _ dialogue: String) async throws -> Set<Capability> {
        try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE QRESYNC] ready
            C: TAG LOGIN alice hunter2
            S: TAG OK [CAPABILITY IMAP4rev1 \(offered)] in

            """ + dialogue
        ) {
            try await $0.login(username: "alice", secret: Secret("hunter2"), enabling: [.condStore, .qResync])
            return await $0.enabled
        }
    }

    @Test func extensionsAreEnabledInTheSameRoundTrip() async throws {
        let enabled = try await enabled(
            "ID ENABLE CONDSTORE QRESYNC",
            """
            C: TAG1 \(Self.identity)
            C: TAG2 ENABLE CONDSTORE QRESYNC
            S: * ID NIL
            S: TAG1 OK done
            S: * ENABLED QRESYNC
            S: TAG2 OK done
            """)
        #expect(enabled == [.qResync])
    }

    @Test func onlyWhatIsOfferedIsEnabled() async throws {
        #expect(try await enabled("CONDSTORE QRESYNC", "").isEmpty)
        #expect(try await enabled("ENABLE", "").isEmpty)
        #expect(try await enabled("ENABLE CONDSTORE", "C: TAG ENABLE CONDSTORE\nS: TAG OK done").isEmpty)
    }

    @Test func refusedExtensionsAreOff() async throws {
        #expect(try await enabled("ENABLE QRESYNC", "C: TAG ENABLE QRESYNC\nS: TAG NO not here").isEmpty)
    }

    @Test(arguments: ["NO not now", "BAD what"]) func refusedIdentityChangesNothing(_ answer: String) async throws {
        let capabilities = try await logIn(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN ...
            S: TAG OK [CAPABILITY IMAP4rev1 ID] in
            C: TAG \(Self.identity)
            S: TAG \(answer)
            """)
        #expect(capabilities.contains(.id))
    }

    @Test func identityRevealsAQuirk() async throws {
        let quirks = try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG LOGIN alice hunter2
            S: TAG OK [CAPABILITY IMAP4rev1 ID] in
            C: TAG \(Self.identity)
            S: * ID ("vendor" "CoreMail Ltd")
            S: TAG OK done
            """
        ) {
            try await $0.login(username: "alice", secret: Secret("hunter2"))
            return await $0.quirks
        }
        #expect(quirks == [.falseInitialResponse])
    }

    @Test(arguments: [("LOGINDISABLED", []), ("LOGINDISABLED AUTH=XOAUTH2 AUTH=NTLM", ["NTLM", "XOAUTH2"])])
    func noPasswordIsSentWhereNoneMayBe(_ capabilities: String, offered: [String]) async throws {
        let error = try await failure("S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready")
        #expect(error == .noLoginMethod(offered: offered))
    }

    @Test(arguments: [StatusResponse.Kind.no, .bad]) func refusalCarriesTheServersWords(
        _ kind: StatusResponse.Kind
    ) async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN ...
            S: TAG \(kind.rawValue) [AUTHENTICATIONFAILED] wrong
            """)
        let code = ResponseCode.other(name: "AUTHENTICATIONFAILED", text: "")
        #expect(error == .loginRefused(StatusResponse(kind, "wrong", code: code)))
    }

    /// RFC 9051 §6.2.2: `*` cancels, and the server must then end with BAD.
    @Test func challengeTooManyIsCancelled() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN ...
            S: + bW9yZQ==
            C: *
            S: TAG BAD cancelled
            """)
        #expect(error == .loginRefused(StatusResponse(.bad, "cancelled")))
    }

    @Test func challengeAfterTheCancellationEndsTheConversation() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN ...
            S: + bW9yZQ==
            C: *
            S: + bW9yZQ==
            silence
            """)
        #expect(error == .protocolViolation(.unexpectedGoAhead))
    }

    @Test(arguments: ["al\u{0}ice", "al\rice", "al\nice"]) func nameThatNoCommandCarriesIsNotSent(
        _ name: String
    ) async throws {
        let error = try await ClientSetting().failure(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG NOOP
            S: TAG OK done
            """
        ) { try await $0.login(username: name, secret: Secret("hunter2")) }
        #expect(error == .unencodableArgument)
    }

    @Test func secretIsNotInTheTranscript() async throws {
        for way in Self.ways {
            let setting = try ClientSetting()
            try await setting.play(
                """
                S: * OK [CAPABILITY IMAP4rev1 \(way.offered)] \(way.greeting)
                \(way.dialogue)
                S: TAG OK [CAPABILITY IMAP4rev1] in
                """
            ) { try await $0.login(username: "alice", secret: Secret("hunter2")) }
            let transcript = setting.transcript.lines.joined(separator: "\n")
            #expect(transcript.contains("‹secret›"))
            for form in ["hunter2", "AGFsaWNlAGh1bnRlcjI", "aHVudGVyMg"] {
                #expect(!transcript.contains(form), "\(way.testDescription)")
            }
        }
    }
}
