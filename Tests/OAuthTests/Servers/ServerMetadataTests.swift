import HTTPFetch
import Testing

@testable import OAuth

/// What a server says of itself (RFC 8414).
@Suite struct ServerMetadataTests {
    private static let issuer = "https://login.example.org"

    private func server(
        _ members: [String: String] = [:], issuer: String = issuer, scope: String? = nil
    ) throws -> AuthorizationServer {
        let base = [
            "issuer": "\"https://login.example.org\"", "token_endpoint": "\"https://login.example.org/token\"",
            "authorization_endpoint": "\"https://login.example.org/authorize\"",
        ]
        let text = base.merging(members) { $1 }.map { "\"\($0)\":\($1)" }.joined(separator: ",")
        return try AuthorizationServer(metadata: Array("{\(text)}".utf8), issuer: issuer, scope: scope)
    }

    @Test func `Endpoints are taken, and mail is asked for in the common words`() throws {
        let server = try server([
            "registration_endpoint": "\"https://login.example.org/register\"",
            "revocation_endpoint": "\"https://login.example.org/revoke\"",
            "device_authorization_endpoint": "\"https://login.example.org/device\"",
        ])
        #expect(server.tokenEndpoint == HTTPURL("https://login.example.org/token"))
        #expect(server.registrationEndpoint == HTTPURL("https://login.example.org/register"))
        #expect(server.revocationEndpoint == HTTPURL("https://login.example.org/revoke"))
        #expect(server.deviceEndpoint == HTTPURL("https://login.example.org/device"))
        #expect(server.scope == "urn:ietf:params:oauth:scope:mail offline_access")
        #expect(server.issuer == nil)
    }

    @Test func `Only what is offered is asked for`() throws {
        let mail = AuthorizationServer.mailScope
        #expect(try server(["scopes_supported": "[\"\(mail)\"]"]).scope == mail)
        #expect(try server(["scopes_supported": "[\"openid\"]"]).scope == "\(mail) offline_access")
        #expect(try server(scope: "imap").scope == "imap")
        #expect(try server(["authorization_response_iss_parameter_supported": "true"]).issuer == Self.issuer)
    }

    @Test func `A slash at the end of the name makes no other server`() throws {
        #expect(throws: Never.self) { try server(issuer: Self.issuer + "/") }
    }

    @Test func `Another server's word counts for nothing`() {
        #expect(throws: OAuthError.otherIssuer) { try server(issuer: "https://login.example.com") }
        #expect(throws: OAuthError.otherIssuer) { try server(["issuer": "null"]) }
    }

    @Test(arguments: [
        ("token_endpoint", "null"), ("token_endpoint", "\"http://login.example.org/token\""),
        ("authorization_endpoint", "\"http://login.example.org/\""), ("revocation_endpoint", "\"file:///etc/passwd\""),
        ("code_challenge_methods_supported", "[\"plain\"]"),
    ])
    func `What would not be safe is refused`(name: String, value: String) {
        #expect(throws: OAuthError.self) { try server([name: value]) }
    }

    @Test(arguments: [
        ("https://a.org", ["https://a.org/.well-known/oauth-authorization-server", "https://a.org/.well-known/openid-configuration"]),
        ("https://a.org/", ["https://a.org/.well-known/oauth-authorization-server", "https://a.org/.well-known/openid-configuration"]),
        (
            "https://a.org:8443/realms/x",
            [
                "https://a.org:8443/.well-known/oauth-authorization-server/realms/x",
                "https://a.org:8443/realms/x/.well-known/openid-configuration",
            ]
        ),
    ])
    func `It is looked for where the standards say`(issuer: String, places: [String]) throws {
        let url = try #require(HTTPURL(issuer))
        #expect(AuthorizationServer.metadataLocations(of: url).map(\.description) == places)
    }

    @Test func `A registration asks for a public client, and takes what it is given`() throws {
        let body = ClientRegistration(redirectURI: "http://127.0.0.1", scope: "mail").body
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.contains(#""token_endpoint_auth_method":"none""#))
        #expect(text.contains(#""application_type":"native""#))
        let client = try ClientRegistration.client(from: Array(#"{"client_id":"x","client_secret":"y"}"#.utf8))
        #expect(client.identifier == "x" && client.secret?.text == "y")
        for text in ["{}", #"{"client_id":""}"#, #"{"client_id":"a\u001b"}"#] {
            #expect(throws: OAuthError.self) { try ClientRegistration.client(from: Array(text.utf8)) }
        }
    }
}
