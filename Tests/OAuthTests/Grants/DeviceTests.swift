import HTTPFetch
import MailCore
import Testing

@testable import OAuth

/// Signing in on another device, without a clock.
@Suite struct DeviceTests {
    private func authorization(_ members: String = "") throws -> DeviceAuthorization {
        try DeviceAuthorization(
            Array(
                """
                {"device_code":"d","user_code":"ABCD-EFGH","verification_uri":"https://example.org/device"\(members)}
                """.utf8))
    }

    private func refusal(_ code: OAuthErrorCode) -> OAuthError { .refused(OAuthRefusal(code: code.rawValue)) }

    @Test func `It goes on while nobody has answered, and slower when it is told to`() throws {
        var polling = DevicePolling(try authorization(#","interval":5,"expires_in":900"#))
        #expect(polling.interval == .seconds(5))
        try polling.goOn(after: refusal(.authorizationPending))
        #expect(polling.interval == .seconds(5))
        try polling.goOn(after: refusal(.slowDown))
        #expect(polling.interval == .seconds(10))
        try polling.goOn(after: refusal(.slowDown))
        #expect(polling.interval == .seconds(15))
    }

    @Test func `A connection that fails doubles the wait, up to a minute`() throws {
        var polling = DevicePolling(try authorization(#","interval":20"#))
        let url = try ServerSample.server().tokenEndpoint
        for expected in [40, 60, 60] {
            try polling.goOn(after: .unreachable(.timedOut, url))
            #expect(polling.interval == .seconds(expected))
        }
        #expect(throws: OAuthError.unreachable(.notSecure, url)) { try polling.goOn(after: .unreachable(.notSecure, url)) }
    }

    @Test(arguments: [OAuthErrorCode.accessDenied, .expiredToken, .invalidGrant, .invalidClient])
    func `Everything else ends it`(code: OAuthErrorCode) throws {
        var polling = DevicePolling(try authorization())
        #expect(throws: refusal(code)) { try polling.goOn(after: refusal(code)) }
    }

    @Test func `It ends with the code's life`() throws {
        var polling = DevicePolling(try authorization(#","interval":10,"expires_in":20"#))
        try polling.goOn(after: refusal(.authorizationPending))
        try polling.goOn(after: refusal(.authorizationPending))
        #expect(throws: refusal(.expiredToken)) { try polling.goOn(after: refusal(.authorizationPending)) }
    }

    @Test(arguments: [
        ("0", Duration.seconds(1)), ("-5", .seconds(1)), ("1", .seconds(1)), ("60", .seconds(60)), ("61", .seconds(60)),
        ("99999999999999999999", .seconds(5)), ("\"7\"", .seconds(7)), ("null", .seconds(5)),
    ])
    func `The interval is kept within bounds`(text: String, interval: Duration) throws {
        #expect(try authorization(",\"interval\":\(text)").interval == interval)
    }

    @Test(arguments: [
        #"{"user_code":"A","verification_uri":"https://example.org"}"#,
        #"{"device_code":"","user_code":"A","verification_uri":"https://example.org"}"#,
        #"{"device_code":"d","verification_uri":"https://example.org"}"#,
        #"{"device_code":"d","user_code":"A\u001b[2J","verification_uri":"https://example.org"}"#,
        #"{"device_code":"d","user_code":"A","verification_uri":"http://example.org"}"#,
        #"{"device_code":"d","user_code":"A","verification_uri":"javascript:alert(1)"}"#, "[]", "", "<html>",
    ])
    func `What makes no sense is refused`(text: String) {
        #expect(throws: OAuthError.self) { try DeviceAuthorization(Array(text.utf8)) }
    }

    @Test func `A code to type has an end`() throws {
        for (count, isTaken) in [(64, true), (65, false)] {
            let code = String(repeating: "A", count: count)
            let body = #"{"device_code":"d","user_code":"\#(code)","verification_url":"https://example.org"}"#
            let authorization = try? DeviceAuthorization(Array(body.utf8))
            #expect((authorization != nil) == isTaken)
        }
    }
}
