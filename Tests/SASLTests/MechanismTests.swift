import MailCore
import Testing

@testable import SASL

@Suite struct MechanismTests {
    private func exchange(
        _ mechanism: SASLMechanism, _ username: String, _ secret: String
    ) throws(SASLError) -> SASLExchange {
        let kind = mechanism.kind
        return try SASLExchange(
            MechanismChoice(mechanism: mechanism, binding: .unsupported),
            LoginCredentials(username: username, secret: Secret(secret), kind: kind))
    }

    private func answer(_ exchange: inout SASLExchange, to challenge: String, isFirst: Bool = false) throws -> String? {
        let step = try exchange.challengeReceived(Base64.encode(Array(challenge.utf8)), isFirst: isFirst)
        guard case .respond(let response) = step else { return nil }
        return response.text
    }

    /// The first example of RFC 4616 §4 without its authorization identity, and what people type.
    @Test(arguments: [
        ("tim", "tanstaaftanstaaf", "AHRpbQB0YW5zdGFhZnRhbnN0YWFm"), ("test", "test", "AHRlc3QAdGVzdA=="),
        ("a@b.org", "q\" \\{3}", "AGFAYi5vcmcAcSIgXHszfQ=="), ("王", "密码", "AOeOiwDlr4bnoIE="), ("tim", "", "AHRpbQA="),
    ])
    func plainHoldsUserAndPassword(username: String, password: String, encoded: String) throws {
        var plain = try exchange(.plain, username, password)
        let isAttemptedBefore = plain.isAttempted
        #expect(!isAttemptedBefore)
        #expect(try plain.initialResponse()?.text == encoded)
        let isAttempted = plain.isAttempted
        #expect(isAttempted)
    }

    /// The challenge that asks for what could have gone along says nothing, or words for people.
    @Test(arguments: ["", "go ahead"]) func plainAnswersTheFirstChallenge(_ words: String) throws {
        var plain = try exchange(.plain, "test", "test")
        guard case .respond(let response) = try plain.challengeReceived(Array(words.utf8), isFirst: true) else {
            Issue.record("no response")
            return
        }
        #expect(response.text == "AHRlc3QAdGVzdA==")
        #expect(throws: SASLError.unexpectedChallenge) { try answer(&plain, to: "more") }
    }

    @Test func loginAnswersInTurn() throws {
        var login = try exchange(.login, "tim", "tanstaaf")
        #expect(try login.initialResponse() == nil)
        let isAttempted = login.isAttempted
        #expect(!isAttempted)
        #expect(try answer(&login, to: "User Name", isFirst: true) == "dGlt")
        #expect(try answer(&login, to: "Password") == "dGFuc3RhYWY=")
        #expect(throws: SASLError.unexpectedChallenge) { try answer(&login, to: "Shoe size") }
        try login.succeeded()
    }

    /// RFC 2195 §2.
    @Test func cramAnswersWithADigest() throws {
        var cram = try exchange(.cramMD5, "tim", "tanstaaftanstaaf")
        #expect(try cram.initialResponse() == nil)
        let response = try answer(&cram, to: "<1896.697170952@postoffice.reston.mci.net>", isFirst: true)
        #expect(response == "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw")
        #expect(throws: SASLError.unexpectedChallenge) { try answer(&cram, to: "<2@host>") }
    }

    @Test(arguments: ["", "!", "YQ"]) func cramRefusesAChallengeThatIsNone(_ challenge: String) throws {
        var cram = try exchange(.cramMD5, "tim", "tanstaaftanstaaf")
        #expect(throws: SASLError.malformedChallenge) {
            _ = try cram.challengeReceived(Array(challenge.utf8), isFirst: true)
        }
        let isAttempted = cram.isAttempted
        #expect(!isAttempted)
    }

    /// RFC 1939 §7.
    @Test func apopAnswersWithADigest() throws {
        let timestamp = try #require(
            APOP.timestamp(in: Array("POP3 server ready <1896.697170952@dbc.mtview.ca.us>".utf8)))
        let digest = try APOP.digest(timestamp: timestamp, secret: Secret("tanstaaf"))
        #expect(digest.text == "c4c9334bac560ecc979e58001b3e22fb")
    }

    @Test(arguments: ["ready", "<>", "<a>", "<@>", "<a@>", "<@a>", "<a@b@c>", "<a b@c>", "<a@b", "<\u{7}a@b>", "<é@b>"])
    func greetingWithoutATimestampHasNone(_ greeting: String) {
        #expect(APOP.timestamp(in: Array(greeting.utf8)) == nil)
    }

    /// The example of Google's documentation.
    @Test func xoauth2HoldsUserAndToken() throws {
        var oauth = try exchange(
            .xoauth2, "someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")
        let expected =
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRj"
            + "Mk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        #expect(try oauth.initialResponse()?.text == expected)
    }

    /// RFC 7628 §3.1, §4.1, without the fields that no server needs.
    @Test func oauthBearerHoldsUserAndToken() throws {
        var oauth = try exchange(.oauthBearer, "us,er=x@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")
        let response = try #require(try oauth.initialResponse()?.decoded)
        let fields = response.split(separator: "\u{1}", omittingEmptySubsequences: false)
        let token = "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="
        #expect(fields == ["n,a=us=2Cer=3Dx@example.com,", Substring(token), "", ""])
    }

    /// RFC 7628 §4.3, and what Google says.
    @Test(arguments: [
        (
            SASLMechanism.oauthBearer,
            #"{"status":"invalid_token","scope":"example_scope","openid-configuration":"https://a/b"}"#,
            OAuthFailure(status: "invalid_token", scope: "example_scope", configuration: "https://a/b"), "AQ=="
        ),
        (
            .xoauth2, #"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#,
            OAuthFailure(status: "400", scope: "https://mail.google.com/", schemes: "Bearer"), ""
        ),
        (.xoauth2, #" { "status" : 401 , "b\u0061\"d" : null } "#, OAuthFailure(status: "401"), ""),
        (.xoauth2, "{}", OAuthFailure(), ""), (.xoauth2, "", OAuthFailure(), ""),
        (.xoauth2, #"{"status":"400","scope":["a"]}"#, OAuthFailure(status: "400"), ""),
        (.xoauth2, #"{"status":"4"#, OAuthFailure(), ""),
        (.xoauth2, "{\"status\":\"\u{FFFD}\\u00\"}", OAuthFailure(), ""),
    ])
    func oauthFailureIsReadAndAcknowledged(
        _ mechanism: SASLMechanism, _ json: String, _ failure: OAuthFailure, _ expected: String
    ) throws {
        var oauth = try exchange(mechanism, "alice", "token")
        _ = try oauth.initialResponse()
        #expect(try answer(&oauth, to: json) == expected)
        let read = oauth.oauthFailure
        #expect(read == failure)
        #expect(throws: SASLError.unexpectedChallenge) { try answer(&oauth, to: json) }
    }

    @Test func oauthFailureInGarbageIsStillAFailure() throws {
        var oauth = try exchange(.xoauth2, "alice", "token")
        _ = try oauth.initialResponse()
        guard case .respond(let response) = try oauth.challengeReceived(Array("%%%".utf8), isFirst: false) else {
            Issue.record("no response")
            return
        }
        #expect(response.count == 0)
        let failure = oauth.oauthFailure
        #expect(failure == OAuthFailure())
    }

    @Test(arguments: [
        (SASLMechanism.plain, "t\0m", "secret"), (.plain, "tim", "se\0cret"), (.plain, "\0", ""),
        (.login, "t\0m", "secret"),
        (.login, "tim", "secret\0"), (.cramMD5, "t\0m", "secret"), (.cramMD5, "t\nm", "secret"),
        (.scramSHA256, "t\0m", "secret"),
        (.scramSHA1, "tim", "sec\0ret"), (.xoauth2, "t\u{1}m", "secret"), (.xoauth2, "tim", "sec\u{1}ret"),
        (.xoauth2, "tim", "sec ret"), (.oauthBearer, "tim", "secret\n"), (.oauthBearer, "t\u{1}m", "secret"),
    ])
    func refusesBytesThatItCannotCarry(_ mechanism: SASLMechanism, username: String, secret: String) throws {
        #expect(throws: SASLError.forbiddenByte) {
            var refused = try exchange(mechanism, username, secret)
            if try refused.initialResponse() == nil { _ = try answer(&refused, to: "<1@host>", isFirst: true) }
        }
    }

    @Test func responsesAreSecrets() throws {
        var plain = try exchange(.plain, "tim", "tanstaaftanstaaf")
        let response = try #require(try plain.initialResponse())
        #expect("\(response)" == "‹secret›")
    }
}

extension Secret {
    /// What it holds, for a test to see.
    var text: String { withBytes { String(decoding: copy $0, as: UTF8.self) } }

    /// The same, out of Base64.
    var decoded: String? { Base64.decode(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } }
}
