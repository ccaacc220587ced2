import MailCore
import Testing

@testable import OAuth

/// What is sent to a token endpoint.
@Suite struct TokenRequestTests {
    private func fields(_ grant: Grant, client: OAuthClient? = ServerSample.client, scope: String? = nil) -> [String: String] {
        let form = TokenRequest(grant, client: client, scope: scope).form
        return ServerSample.fields(String(decoding: form.body, as: UTF8.self))
    }

    @Test func `Each grant says what its standard wants`() {
        #expect(
            fields(.authorizationCode(Secret("c+d"), verifier: Secret("v"), redirectURI: "http://127.0.0.1:1")) == [
                "grant_type": "authorization_code", "code": "c+d", "code_verifier": "v",
                "redirect_uri": "http://127.0.0.1:1", "client_id": "godwit test", "client_secret": "shh&h",
            ])
        #expect(
            fields(.refreshToken(Secret("r")), client: OAuthClient(identifier: "public"), scope: "a b") == [
                "grant_type": "refresh_token", "refresh_token": "r", "client_id": "public", "scope": "a b",
            ])
        #expect(
            fields(.deviceCode(Secret("d")), client: OAuthClient(identifier: "public")) == [
                "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": "d",
                "client_id": "public",
            ])
        #expect(
            fields(.assertion(Secret("e.y.J")), client: nil) == [
                "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "e.y.J",
            ])
        #expect(
            fields(.clientCredentials, scope: "s") == [
                "grant_type": "client_credentials", "client_id": "godwit test", "client_secret": "shh&h", "scope": "s",
            ])
    }

    @Test func `All that is secret is known to be`() {
        let form = TokenRequest(
            .authorizationCode(Secret("c"), verifier: Secret("v"), redirectURI: "u"), client: ServerSample.client
        ).form
        #expect(form.secrets.map(\.text).sorted() == ["c", "shh&h", "v"])
        #expect("\(form)".contains("‹secret›") && !"\(form)".contains("shh"))
    }
}
