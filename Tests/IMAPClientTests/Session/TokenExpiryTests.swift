import IMAPClient
import IMAPCodec
import MailCore
import MailTransport
import SASL
import Testing

/// What a server says to who is logged in with an access token.
@Suite struct TokenExpiryTests {
    private static let token = "ya29.a-token"

    private func failure(telling: Bool = true, _ farewell: String) async throws -> (IMAPError?, transcript: String) {
        let setting = try ClientSetting()
        let error = try await setting.failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER AUTH=PLAIN AUTH=XOAUTH2 SASL-IR] ready
            C: TAG AUTHENTICATE OAUTHBEARER ...
            S: TAG OK [CAPABILITY IMAP4rev1] in
            C: TAG NOOP
            \(farewell)
            """
        ) {
            let credentials = LoginCredentials(username: "alice", secret: Secret(Self.token), kind: .accessToken)
            try await $0.login(credentials, tellingExpiry: telling)
            try await $0.noop()
        }
        return (error, setting.transcript.lines.joined(separator: "\n"))
    }

    @Test(arguments: [
        "S: TAG NO [AUTHENTICATIONFAILED] over", "S: TAG NO [EXPIRED] over", "S: TAG BAD Session Expired",
        "S: TAG NO [UNAVAILABLE] Session expired", "S: TAG NO Request failed; AccessTokenExpired",
        "S: TAG BAD User is authenticated but not connected.", "S: TAG BAD Command Error. 10",
        "S: TAG NO invalid_token", "S: TAG NO The token has expired", "S: * BYE Session expired, please login again",
    ])
    func `The end of a token is told as such`(farewell: String) async throws {
        let (error, _) = try await failure(farewell)
        guard case .sessionExpired? = error else { throw error ?? .cancelled }
        let (plain, _) = try await failure(telling: false, farewell)
        switch plain {
        case .refused("NOOP", _), .bye: break
        default: Issue.record("\(String(describing: plain))")
        }
    }

    @Test(arguments: [
        "S: TAG NO [UNAVAILABLE] Server error", "S: TAG BAD Command Error. 12", "S: TAG NO no", "S: TAG BAD what",
    ])
    func `Other refusals are none of it`(answer: String) async throws {
        let (error, _) = try await failure(answer)
        guard case .refused("NOOP", _)? = error else { throw error ?? .cancelled }
    }

    @Test func `A token that the server repeats goes no further`() async throws {
        let encoded = "eWEyOS5hLXRva2Vu"
        let (error, transcript) = try await failure(
            "S: TAG NO [X-DEBUG \(Self.token)] what is \(Self.token), or \(encoded)?")
        let status = try #require(error?.status)
        #expect(String(decoding: status.text, as: UTF8.self) == "what is ‹secret›, or ‹secret›?")
        #expect(status.code == .other(name: "X-DEBUG", text: "‹secret›"))
        #expect(transcript.contains("what is ‹secret›"))
        for form in [Self.token, encoded] { #expect(!transcript.contains(form)) }
    }

    /// Against servers that offer all there is, over TLS or not, a token is never taken for a password.
    @Test(arguments: [
        ("OAUTHBEARER", "AUTH=PLAIN AUTH=LOGIN AUTH=SCRAM-SHA-256 AUTH=XOAUTH2 AUTH=OAUTHBEARER"),
        ("XOAUTH2", "AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=XOAUTH2"),
    ])
    func `A token is shown as a token`(mechanism: String, offered: String) async throws {
        let setting = try ClientSetting()
        let error = try await setting.failure(
            """
            S: * OK [CAPABILITY IMAP4rev1 \(offered) SASL-IR] ready
            C: TAG AUTHENTICATE \(mechanism) ...
            S: TAG NO no
            """
        ) {
            let methods = await $0.loginMethods(for: .accessToken)
            #expect(methods.first == mechanism)
            let credentials = LoginCredentials(username: "alice", secret: Secret(Self.token), kind: .accessToken)
            try await $0.login(credentials)
        }
        guard case .loginRefused? = error else { throw error ?? .cancelled }
    }
}
