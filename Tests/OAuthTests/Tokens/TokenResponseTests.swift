import MailCore
import Testing

@testable import OAuth

/// What a token endpoint gives, read within bounds.
@Suite struct TokenResponseTests {
    private func response(_ text: String) throws -> TokenResponse { try TokenResponse(Array(text.utf8)) }

    @Test func `All of it is read`() throws {
        let response = try response(
            #"{"access_token":"a","token_type":"bearer","expires_in":3600,"refresh_token":"r","scope":"mail"}"#)
        #expect(response.accessToken == Secret("a"))
        #expect(response.refreshToken == Secret("r"))
        #expect(response.lifetime == .seconds(3_600))
        #expect(response.scope == "mail")
        #expect(!"\(response)".contains("\"r\""))
    }

    @Test(arguments: [
        ("3600", Duration.seconds(3_600)), ("\"3600\"", .seconds(3_600)), ("3599.9", .seconds(3_599)), ("0", nil),
        ("-1", nil), ("null", nil), ("true", nil), ("1e300", nil), ("315360000", .seconds(315_360_000)),
        ("315360001", .seconds(315_360_000)), ("9007199254740993", .seconds(315_360_000)),
    ])
    func `A lifetime is believed within reason`(text: String, lifetime: Duration?) throws {
        #expect(try response("{\"access_token\":\"a\",\"expires_in\":\(text)}").lifetime == lifetime)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"access_token":""}"#, #"{"access_token":7}"#, #"{"access_token":"a b"}"#,
        #"{"access_token":"a\r\nX: y"}"#, #"{"access_token":"ä"}"#, #"{"access_token":"a","token_type":"mac"}"#,
        "<html></html>",
    ])
    func `What is no token is refused`(text: String) {
        #expect(throws: OAuthError.self) { try response(text) }
    }

    @Test func `A token and an answer have an end`() throws {
        for (count, isTaken) in [(ByteLimits.secret - 1, true), (ByteLimits.secret, true), (ByteLimits.secret + 1, false)] {
            let token = String(repeating: "t", count: count)
            let response = try? response("{\"access_token\":\"\(token)\"}")
            #expect((response != nil) == isTaken)
        }
        let rest = String(repeating: " ", count: OAuthLimits.answer - #"{"access_token":"a"}"#.utf8.count)
        #expect((try? response(#"{"access_token":"a"}"# + rest)) != nil)
        #expect((try? response(#"{"access_token":"a"}"# + rest + " ")) == nil)
    }
}
