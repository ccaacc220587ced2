import MailCore
import MailTransport
import POP3Client
import SASL
import Testing

@Suite struct LoginTests {
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var offered: [String]
        let dialogue: String
        var mechanism = "USER and PASS"
        var security = ConnectionSecurity.tls
        var greeting = "ready"
    }

    private static let timestamp = "<1896.697170952@dbc.mtview.ca.us>"

    static let ways = [
        Way(
            testDescription: "PLAIN before LOGIN and the commands", offered: ["USER", "SASL LOGIN PLAIN CRAM-MD5"],
            dialogue: "C: AUTH PLAIN\nS: + \nC: AGFsaWNlAGh1bnRlcjI=\nS: +OK in", mechanism: "PLAIN",
            greeting: timestamp),
        Way(
            testDescription: "LOGIN", offered: ["USER", "SASL LOGIN"],
            dialogue: "C: AUTH LOGIN\nS: + VXNlcm5hbWU6\nC: YWxpY2U=\nS: + UGFzc3dvcmQ6\nC: aHVudGVyMg==\nS: +OK in",
            mechanism: "LOGIN"),
        Way(
            testDescription: "the commands", offered: ["USER"],
            dialogue: "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK in"),
        Way(
            testDescription: "the commands before APOP, under TLS", offered: ["USER"],
            dialogue: "C: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK in", greeting: timestamp),
        Way(
            testDescription: "a command that is taken for a mechanism, and not known", offered: ["USER"],
            dialogue: "C: USER alice\nS: +OK\nC: PASS hunter2\nS: -ERR [AUTH] Unsupported authentication mechanism.\n"
                + "C: APOP alice 71a04b3e5e6a0d66e2855bdb929d86f5\nS: +OK in", mechanism: "APOP",
            greeting: timestamp),
        Way(
            testDescription: "CRAM-MD5 before the commands, without TLS", offered: ["USER", "SASL PLAIN CRAM-MD5"],
            dialogue:
                "C: AUTH CRAM-MD5\nS: + PDFAaG9zdD4=\nC: YWxpY2UgZTAzMGQ2MTFmYzhmMWZiYjI0MDkwZmYyNmZlZGY4M2E=\nS: +OK in",
            mechanism: "CRAM-MD5", security: .plaintext),
        Way(
            testDescription: "APOP before the commands, without TLS", offered: ["USER", "SASL PLAIN"],
            dialogue: "C: APOP alice 71a04b3e5e6a0d66e2855bdb929d86f5\nS: +OK in", mechanism: "APOP",
            security: .plaintext, greeting: timestamp),
        Way(
            testDescription: "APOP where there is nothing else", offered: [],
            dialogue: "C: APOP alice 71a04b3e5e6a0d66e2855bdb929d86f5\nS: +OK in", mechanism: "APOP",
            greeting: timestamp),
        Way(
            testDescription: "a mechanism that is offered and not known", offered: ["USER", "SASL PLAIN"],
            dialogue: "C: AUTH PLAIN\nS: -ERR what\nC: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK in"),
        Way(
            testDescription: "UTF-8 where it is offered", offered: ["USER", "UTF8"],
            dialogue: "C: UTF8\nS: +OK\nC: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK in"),
        Way(
            testDescription: "UTF-8 offered and refused", offered: ["USER", "UTF8"],
            dialogue: "C: UTF8\nS: -ERR no\nC: USER alice\nS: +OK\nC: PASS hunter2\nS: +OK in"),
        Way(
            testDescription: "UTF-8 in one packet with the login", offered: ["USER", "UTF8", "PIPELINING"],
            dialogue: "C: UTF8\nC: USER alice\nS: -ERR no\nS: +OK\nC: PASS hunter2\nS: +OK in"),
    ]

    private func dialogue(_ way: Way) -> String {
        POP3Opening.text(way.offered).replacing("+OK ready", with: "+OK \(way.greeting)") + way.dialogue
            + "\nC: CAPA\nS: +OK\nS: X-IN\nS: ."
    }

    @Test(arguments: ways) func logsIn(_ way: Way) async throws {
        let setting = try POP3Setting()
        let names = try await setting.play(dialogue(way), security: way.security) {
            try await $0.login()
            #expect(await $0.isAuthenticated)
            #expect(await $0.loginMechanism == way.mechanism)
            return await $0.capabilities.names
        }
        #expect(names == ["X-IN"])
        let transcript = setting.transcript.lines.joined(separator: "\n")
        #expect(transcript.contains("‹secret›"))
        for form in ["hunter2", "AGFsaWNlAGh1bnRlcjI", "aHVudGVyMg", "71a04b3e"] { #expect(!transcript.contains(form)) }
    }

    private func failure(
        _ offered: [String], _ dialogue: String, kind: LoginCredentials.Kind = .password, username: String = "alice",
        password: String = "hunter2"
    ) async throws -> POP3Error? {
        try await POP3Setting().failure(POP3Opening.text(offered) + dialogue, security: .tls) {
            try await $0.login(LoginCredentials(username: username, secret: Secret(password), kind: kind))
        }
    }

    private static func no(_ text: String, _ code: POP3ResponseCode? = nil) -> POP3Reply {
        POP3Reply(isPositive: false, code: code, text: Array(text.utf8))
    }

    /// Each is the end: the password is not tried another way.
    @Test(arguments: [
        ("-ERR [AUTH] wrong", no("wrong", .authentication)), ("-ERR [IN-USE] locked", no("locked", .inUse)),
        ("-ERR [LOGIN-DELAY] wait", no("wait", .loginDelay)), ("-ERR [SYS/TEMP] x", no("x", .systemTemporary)),
        ("-ERR", no("")),
    ])
    func refusalCarriesTheServersWords(_ answer: String, _ expected: POP3Reply) async throws {
        let commands = "C: USER alice\nS: +OK\nC: PASS hunter2\nS: \(answer)"
        #expect(try await failure(["USER"], commands) == .loginRefused(expected))
        let plain = "C: AUTH PLAIN\nS: +\nC: AGFsaWNlAGh1bnRlcjI=\nS: \(answer)"
        #expect(try await failure(["USER", "SASL PLAIN LOGIN"], plain) == .loginRefused(expected))
    }

    @Test func refusedNameIsARefusal() async throws {
        let error = try await failure(["USER"], "C: USER alice\nS: -ERR who")
        #expect(error == .loginRefused(Self.no("who")))
    }

    @Test func nothingInCommonIsNoLogin() async throws {
        #expect(try await failure(["SASL NTLM GSSAPI"], "") == .noLoginMethod(offered: ["GSSAPI", "NTLM"]))
    }

    @Test func challengeInGarbageIsCancelled() async throws {
        let dialogue = "C: AUTH SCRAM-SHA-256\nS: +\nC: eSwsbj1hbGljZSxyP...\nS: + %%%\nC: *\nS: -ERR cancelled"
        #expect(try await failure(["SASL SCRAM-SHA-256 PLAIN"], dialogue) == .authentication(.malformedChallenge))
    }

    @Test func loginWithoutProofIsNone() async throws {
        let dialogue = "C: AUTH SCRAM-SHA-1\nS: +\nC: eSwsbj1hbGljZSxyP...\nS: +OK welcome"
        #expect(try await failure(["SASL SCRAM-SHA-1"], dialogue) == .authentication(.serverNotVerified))
    }

    @Test func endlessChallengesEndTheConversation() async throws {
        let dialogue = "C: AUTH PLAIN\nS: +\nC: AGFsaWNlAGh1bnRlcjI=\nS: + more\nC: *\nS: + more\nsilence"
        #expect(try await failure(["SASL PLAIN"], dialogue) == .protocolViolation(.unexpectedChallenge))
    }

    /// Exchange takes no other form.
    @Test func tokenComesInALineOfItsOwn() async throws {
        let dialogue = """
            C: AUTH XOAUTH2
            S: + \(Self.nothing)
            C: dXNlcj1hbGljZQFhdXRoPUJlYXJlciBodW50ZXIyAQE=
            S: + eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Im1haWwifQ==
            C: \(Self.nothing)
            S: -ERR [AUTH] no
            """
        let error = try await failure(["USER", "SASL XOAUTH2 PLAIN"], dialogue, kind: .accessToken)
        #expect(error == .tokenRefused(OAuthFailure(status: "401", scope: "mail"), Self.no("no", .authentication)))
    }

    private static let nothing = ""

    @Test(arguments: [
        ("al\rice", "x", ""), ("alice", "x\n", "C: USER alice\nS: +OK\n"), ("alice", "x\0y", "C: USER alice\nS: +OK\n"),
    ])
    func bytesThatNoCommandCarriesAreNotSent(_ username: String, _ password: String, _ dialogue: String) async throws {
        let error = try await failure(["USER"], dialogue, username: username, password: password)
        #expect(error == .unencodableArgument)
    }
}
