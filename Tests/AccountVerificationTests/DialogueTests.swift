import AccountVerification
import MailCore
import MailTestServers
import NIOCore
import Testing

/// Whole checks against servers with fixed answers.
@Suite struct DialogueTests {
    @Test func goodServerIsReady() async throws {
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer()])
        } body: { port in
            try await setting.verify(port: port, security: .tls)
        }
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "tls ok", "greeting ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
        #expect(report.tls?.version == "TLSv1.3")
        #expect(report.limits == ["appendLimit": 2_000])
        #expect(report.capabilities == ["APPENDLIMIT=2000", "IMAP4REV1"])
        #expect(report.steps.dropLast().last?.detail == "INBOX: 3, LIST: 2")
        #expect(report.mailboxes?.specialUses.map(\.name) == ["Sent"])
        #expect(report.codes == [.missingExtension])
        #expect(report.mechanism == "PLAIN")
        #expect(report.steps.first { $0.name == .mechanism }?.detail == "PLAIN")
        #expect(report.steps.first { $0.name == .login }?.detail == nil)
    }

    @Test func withoutASecretNothingIsSent() async throws {
        let setting = try VerificationSetting()
        let log = CommandLog()
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(DialogueServer(commands: log))
        } body: { port in
            try await setting.verify(host: "127.0.0.1", port: port, security: .plaintext, password: nil)
        }
        #expect(
            report.summary == [
                "connect ok", "greeting ok", "capabilities ok", "mechanism ok", "login skipped", "access skipped",
                "limits skipped",
            ])
        #expect(report.tls == nil)
        #expect(log.loginCount == 0)
        #expect(report.limits == ["appendLimit": 1_000])
    }

    @Test func startTLSIsAStepOfItsOwn() async throws {
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let report = try await TestListener.run { channel in
            let answers = [
                "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\nTAG OK done\r\n",
                "STARTTLS": "TAG OK go\r\n",
            ]
            try channel.pipeline.syncOperations.addHandler(DialogueServer(answers: answers, certificate: files))
        } body: { port in
            try await setting.verify(port: port, security: .starttls)
        }
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "greeting ok", "starttls ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
        #expect(report.chain.first?.names == ["localhost"])
    }

    /// RFC 7889 §3: each mailbox may have a limit of its own, or none.
    @Test(arguments: [("2000", 2_000), ("NIL", nil)] as [(String, UInt64?)])
    func aLimitThatEachMailboxHasIsAskedOfTheInbox(answer: String, limit: UInt64?) async throws {
        let setting = try VerificationSetting()
        let log = CommandLog()
        let report = try await TestListener.run { channel in
            let answers = [
                "AUTHENTICATE": "TAG OK [CAPABILITY IMAP4rev1 APPENDLIMIT] in\r\n",
                "STATUS": "* STATUS INBOX (APPENDLIMIT \(answer))\r\nTAG OK done\r\n",
            ]
            try channel.pipeline.syncOperations.addHandler(DialogueServer(answers: answers, commands: log))
        } body: { port in
            try await setting.verify(port: port, security: .plaintext)
        }
        #expect(report.limits["appendLimit"] == limit)
        #expect(log.names.count { $0 == "STATUS" } == 1)
    }

    /// A mechanism that the server turns out not to know costs no attempt, and another one follows.
    @Test func whatWasChosenAndWhatWasUsedMayDiffer() async throws {
        let setting = try VerificationSetting()
        let report = try await TestListener.run { channel in
            let answers = ["AUTHENTICATE": "TAG NO Unsupported authentication mechanism.\r\n"]
            try channel.pipeline.syncOperations.addHandler(DialogueServer(answers: answers))
        } body: { port in
            try await setting.verify(port: port, security: .plaintext)
        }
        #expect(report.steps.first { $0.name == .mechanism }?.detail == "PLAIN")
        #expect(report.steps.first { $0.name == .login }?.detail == "LOGIN command")
        #expect(report.mechanism == "LOGIN command")
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        var greeting = "* OK ready\r\n"
        var answers: [String: String] = [:]
        var security = ConnectionSecurity.plaintext
        let step: String
        let code: DiagnosticCode
        var logins = 0
        var testDescription: String { "\(step) \(code) \(greeting) \(answers)" }
    }

    static let failures = [
        Failure(greeting: "+OK POP3 ready\r\n", step: "greeting failed", code: .notAMailServer),
        Failure(greeting: "220 ESMTP\r\n", step: "greeting failed", code: .notAMailServer),
        Failure(
            greeting: "* BYE LOGIN DENIED -- COUNTRY IS BLACKLISTED\r\n", step: "greeting failed", code: .placeRefused),
        Failure(greeting: "* BYE too busy\r\n", step: "greeting failed", code: .serverSaidBye),
        Failure(
            greeting: "* PREAUTH welcome\r\n", security: .starttls, step: "starttls failed", code: .startTLSInjection),
        Failure(security: .starttls, step: "starttls failed", code: .startTLSNotOffered),
        Failure(
            answers: [
                "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n", "STARTTLS": "TAG NO no\r\n",
            ],
            security: .starttls, step: "starttls failed", code: .startTLSRefused),
        Failure(
            answers: [
                "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n",
                "STARTTLS": "TAG OK go\r\n* CAPABILITY AUTH=PLAIN\r\n",
            ],
            security: .starttls, step: "starttls failed", code: .startTLSInjection),
        Failure(
            answers: ["CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nTAG OK done\r\n"],
            step: "mechanism failed", code: .plaintextRefused),
        Failure(
            answers: ["AUTHENTICATE": "TAG NO [AUTHENTICATIONFAILED] Authentication failed.\r\n"],
            step: "login failed", code: .loginRefused, logins: 1),
        Failure(
            answers: ["AUTHENTICATE": "TAG NO Basic authentication is disabled.\r\n* BYE\r\n"],
            step: "login failed", code: .oauthRequired, logins: 1),
        Failure(
            answers: ["EXAMINE": "TAG NO EXAMINE Unsafe Login. Please contact kefu@188.com for help\r\n"],
            step: "access failed", code: .unsafeLogin, logins: 1),
        Failure(
            answers: ["EXAMINE": "TAG NO Mailbox does not exist\r\n"], step: "access failed", code: .mailboxRefused,
            logins: 1),
    ]

    @Test(arguments: failures) func failureIsExplained(_ failure: Failure) async throws {
        let setting = try VerificationSetting()
        let log = CommandLog()
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(
                DialogueServer(greeting: failure.greeting, answers: failure.answers, commands: log))
        } body: { port in
            try await setting.verify(port: port, security: failure.security)
        }
        #expect(report.summary.first { $0.hasSuffix("failed") } == failure.step)
        #expect(report.codes == [failure.code])
        #expect(report.diagnostics.first?.remedy != nil)
        #expect(log.loginCount == failure.logins)
    }

    /// QQ answers so, without a word of UTF-8.
    @Test func `A refusal in GBK is read and explained`() async throws {
        let setting = try VerificationSetting()
        let report = try await ScriptedServer.withServer(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG LOGIN alice secret
            raw: TAG NO \\xC7\\xEB\\xCA\\xB9\\xD3\\xC3\\xCA\\xDA\\xC8\\xA8\\xC2\\xEB\\xB5\\xC7\\xC2\\xBC\\r\\n
            close
            """
        ) { port in
            try await setting.verify(host: "127.0.0.1", port: port, security: .plaintext)
        }
        #expect(report.codes == [.authorizationCodeRequired])
        #expect(report.diagnostics.first?.evidence == "请使用授权码登录")
    }

    @Test func mechanismsWithoutPasswordAreImpossible() async throws {
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let report = try await TestListener.run { channel in
            let answers = [
                "CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\nTAG OK done\r\n"
            ]
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer(answers: answers)])
        } body: { port in
            try await setting.verify(port: port, security: .tls)
        }
        #expect(report.codes == [.oauthRequired])
        #expect(VerificationReport(account: "a", servers: [report]).verdict == .impossible)
    }

    @Test func silentServerThatExpectsTLSIsRecognised() async throws {
        var setting = try VerificationSetting()
        setting.timeouts.greeting = .milliseconds(100)
        let files = try setting.authority.issue(names: ["localhost"])
        let timely = setting
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer()])
        } body: { port in
            try await timely.verify(port: port, security: .starttls)
        }
        #expect(report.summary.contains("greeting failed"))
        #expect(report.codes == [.tlsOnPlaintextPort])
    }

    @Test func secretNeverShowsInTheReport() async throws {
        let setting = try VerificationSetting()
        let report = try await TestListener.run { channel in
            let answers = ["AUTHENTICATE": "TAG NO no such user\r\n"]
            try channel.pipeline.syncOperations.addHandler(DialogueServer(answers: answers))
        } body: { port in
            try await setting.verify(port: port, security: .plaintext, password: "hunter2hunter2")
        }
        #expect(!"\(report)".contains("hunter2"))
    }
}
