import IMAPClient
import IMAPCodec
import MailCore
import MailTransport
import SASL
import Testing

/// Mechanisms of more than one step, and servers that get them wrong.
@Suite struct SASLLoginTests {
    private func failure(
        _ dialogue: String, _ kind: LoginCredentials.Kind = .password
    ) async throws -> IMAPError? {
        let setting = try ClientSetting()
        let error = try await setting.failure(dialogue) {
            try await $0.login(LoginCredentials(username: "alice", secret: Secret("hunter2"), kind: kind))
        }
        let transcript = setting.transcript.lines.joined(separator: "\n")
        for form in ["hunter2", "aHVudGVyMg", "AGh1bnRlcjI", "p="] { #expect(!transcript.contains(form)) }
        return error
    }

    /// What a server says to the first message of SCRAM, and what comes of it. No proof is ever given.
    @Test(arguments: [
        ("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", SASLError.wrongNonce),
        ("r=,s=,i=1", .malformedChallenge), ("", .malformedChallenge),
    ])
    func serverThatAnswersSomebodyElseGetsNoProof(_ challenge: String, _ expected: SASLError) async throws {
        let encoded = String(decoding: Base64.encode(Array(challenge.utf8)), as: UTF8.self)
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE SCRAM-SHA-256 ...
            S: + \(encoded)
            C: *
            S: TAG BAD cancelled
            """)
        #expect(error == .authentication(expected))
    }

    @Test func challengeInGarbageIsCancelled() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-1 AUTH=PLAIN] ready
            C: TAG AUTHENTICATE SCRAM-SHA-1
            S: +
            C: biwsbj1hbGljZSxyP...
            S: + %%%%
            C: *
            S: TAG NO cancelled
            """)
        #expect(error == .authentication(.malformedChallenge))
    }

    /// RFC 5802 §5: a server that lets us in without proof may be any server.
    @Test func loginWithoutProofIsNone() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 SASL-IR] ready
            C: TAG AUTHENTICATE SCRAM-SHA-256 ...
            S: TAG OK welcome
            """)
        #expect(error == .authentication(.serverNotVerified))
    }

    /// Who does not exist is not tried again by another mechanism.
    @Test func refusedNameIsNotTriedAgain() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE SCRAM-SHA-256 ...
            S: TAG NO who
            """)
        #expect(error == .loginRefused(StatusResponse(.no, "who")))
    }

    @Test func everyMechanismRefusedIsARefusal() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=CRAM-MD5 AUTH=LOGIN SASL-IR] ready
            C: TAG AUTHENTICATE CRAM-MD5
            S: TAG NO not here
            C: TAG AUTHENTICATE LOGIN
            S: TAG NO nor here
            """)
        #expect(error == .loginRefused(StatusResponse(.no, "nor here")))
    }

    private static let nothing = ""
    private static let token = "dXNlcj1hbGljZQFhdXRoPUJlYXJlciBodW50ZXIyAQE="
    /// `{"status":"401","scope":"mail"}`
    private static let json = "eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Im1haWwifQ=="

    @Test(arguments: [true, false]) func refusedTokenTellsWhy(_ goesAlong: Bool) async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 AUTH=PLAIN \(goesAlong ? "SASL-IR" : "")] ready
            \(goesAlong ? "C: TAG AUTHENTICATE XOAUTH2 \(Self.token)" : "C: TAG AUTHENTICATE XOAUTH2\nS: + \nC: \(Self.token)")
            S: + \(Self.json)
            C: \(Self.nothing)
            S: TAG NO [AUTHENTICATIONFAILED] Invalid credentials
            """, .accessToken)
        let status = StatusResponse(
            .no, "Invalid credentials", code: .other(name: "AUTHENTICATIONFAILED", text: ""))
        #expect(error == .tokenRefused(OAuthFailure(status: "401", scope: "mail"), status))
    }

    @Test func refusedBearerTokenIsAcknowledged() async throws {
        let error = try await failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR] ready
            C: TAG AUTHENTICATE OAUTHBEARER ...
            S: + \(Self.json)
            C: AQ==
            S: TAG NO no
            """, .accessToken)
        #expect(error == .tokenRefused(OAuthFailure(status: "401", scope: "mail"), StatusResponse(.no, "no")))
    }

    /// A token is no password: LOGIN would only give it away.
    @Test func tokenIsNotSentAsAPassword() async throws {
        let error = try await failure("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", .accessToken)
        #expect(error == .noLoginMethod(offered: ["PLAIN"]))
    }
}
