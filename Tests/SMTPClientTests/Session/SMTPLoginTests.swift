import MailCore
import MailTransport
import SASL
import SMTPClient
import Testing

@Suite struct SMTPLoginTests {
    private static let nothing = ""
    private static let longToken = String(repeating: "t", count: 400)

    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var offered: String
        let dialogue: String
        var security = ConnectionSecurity.tls
    }

    static let ways = [
        Way(testDescription: "PLAIN", offered: "LOGIN PLAIN CRAM-MD5", dialogue: "C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI="),
        Way(
            testDescription: "LOGIN", offered: "LOGIN",
            dialogue: "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: aHVudGVyMg=="),
        Way(
            testDescription: "CRAM-MD5 without TLS", offered: "PLAIN CRAM-MD5",
            dialogue:
                "C: AUTH CRAM-MD5\nS: 334 PDFAaG9zdD4=\nC: YWxpY2UgZTAzMGQ2MTFmYzhmMWZiYjI0MDkwZmYyNmZlZGY4M2E=",
            security: .plaintext),
        Way(
            testDescription: "a mechanism that is offered and not known", offered: "PLAIN LOGIN",
            dialogue:
                "C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=\nS: 504 5.5.4 what\n"
                + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: aHVudGVyMg=="),
    ]

    @Test(arguments: ways) func logsIn(_ way: Way) async throws {
        let setting = try SMTPSetting()
        try await setting.play(
            SMTPOpening.text(["AUTH \(way.offered)"]) + way.dialogue + "\nS: 235 2.7.0 in", security: way.security
        ) {
            try await $0.login(LoginCredentials(username: "alice", secret: Secret("hunter2")))
            #expect(await $0.isAuthenticated)
            let last = way.dialogue.split(separator: "C: AUTH ").last?.prefix { $0 != " " && $0 != "\n" }
            #expect(await $0.loginMechanism == last.map(String.init))
        }
        let transcript = setting.transcript.lines.joined(separator: "\n")
        #expect(transcript.contains("‹secret›"))
        for form in ["hunter2", "AGFsaWNlAGh1bnRlcjI", "aHVudGVyMg"] { #expect(!transcript.contains(form)) }
    }

    private func failure(
        _ offered: [String], _ dialogue: String, _ secret: String = "hunter2", kind: LoginCredentials.Kind = .password
    ) async throws -> SMTPError? {
        try await SMTPSetting().failure(SMTPOpening.text(offered) + dialogue, security: .tls) {
            try await $0.login(LoginCredentials(username: "alice", secret: Secret(secret), kind: kind))
        }
    }

    @Test(arguments: ["535 5.7.8 wrong", "534 5.7.9 wrong", "454 4.7.0 wrong", "538 5.7.11 wrong"])
    func refusalCarriesTheServersWords(_ answer: String) async throws {
        let error = try await failure(
            ["AUTH PLAIN LOGIN"], "C: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=\nS: \(answer)")
        guard case .loginRefused(let reply)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            "\(reply.code) \(reply.enhancedCode?.description ?? "") \(String(decoding: reply.text, as: UTF8.self))"
                == answer)
    }

    @Test func nothingInCommonIsNoLogin() async throws {
        #expect(try await failure(["AUTH NTLM"], "") == .noLoginMethod(offered: ["NTLM"]))
        #expect(try await failure(["SIZE"], "") == .noLoginMethod(offered: []))
    }

    /// RFC 5321 §4.5.3.1.4: no longer a command than any server takes.
    @Test func longTokenComesInALineOfItsOwn() async throws {
        let error = try await failure(
            ["AUTH XOAUTH2"],
            """
            C: AUTH XOAUTH2
            S: 334
            C: dXNlcj1hbGljZQFhdXRoPUJlYXJlciB0dHR0...
            S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Im1haWwifQ==
            C: \(Self.nothing)
            S: 535 5.7.8 no
            """, Self.longToken, kind: .accessToken)
        let reply = SMTPReply(code: 535, enhancedCode: EnhancedStatusCode(5, 7, 8), lines: [Array("no".utf8)])
        #expect(error == .tokenRefused(OAuthFailure(status: "401", scope: "mail"), reply))
    }

    @Test func loginWithoutProofIsNone() async throws {
        let error = try await failure(
            ["AUTH SCRAM-SHA-256"], "C: AUTH SCRAM-SHA-256 eSwsbj1hbGljZSxyP...\nS: 235 welcome")
        #expect(error == .authentication(.serverNotVerified))
    }

    @Test func challengeInGarbageIsCancelled() async throws {
        let error = try await failure(
            ["AUTH SCRAM-SHA-256 PLAIN"],
            "C: AUTH SCRAM-SHA-256 eSwsbj1hbGljZSxyP...\nS: 334 %%%\nC: *\nS: 501 5.7.0 cancelled")
        #expect(error == .authentication(.malformedChallenge))
    }
}
