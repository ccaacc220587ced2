import HTTPFetch
import MailTestServers
import MailTransport
import NIOPosix
import Testing

@testable import OAuth

/// Where a server's word on itself is looked for.
@Suite struct MetadataFetchTests {
    /// - Parameter answers: by path; the rest is not found. `PORT` is the server's own.
    private func server(_ answers: [String: String]) async throws -> AuthorizationServer {
        let folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        let certificate = try authority.issue(names: ["localhost"])
        return try await HTTPTestServer.run(certificate: certificate) { target, head in
            let host = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("host: ") }?.dropFirst(6) ?? ""
            let json = answers[target]?.replacing("ISSUER", with: "https://\(host)")
            return HTTPTestServer.response(json == nil ? 404 : 200, body: json ?? #"{"error":"not found"}"#)
        } body: { port in
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
            let session = OAuthSession(
                on: MultiThreadedEventLoopGroup.singleton.any(), options: TransportOptions(tls: tls), trustsHost: true)
            return try await session.server(issuer: "https://localhost:\(port)", scope: "mail")
        }
    }

    private static let document = #"{"issuer":"ISSUER","token_endpoint":"ISSUER/token"}"#

    @Test(arguments: ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"])
    func `Either place will do`(place: String) async throws {
        #expect(try await server([place: Self.document]).tokenEndpoint.target == "/token")
    }

    @Test func `The first place counts, also when what is there is wrong`() async throws {
        await #expect(throws: OAuthError.otherIssuer) {
            try await server([
                "/.well-known/oauth-authorization-server": #"{"issuer":"https://evil.example"}"#,
                "/.well-known/openid-configuration": Self.document,
            ])
        }
    }

    @Test func `A server without metadata is told`() async throws {
        await #expect(throws: OAuthError.self) { try await server([:]) }
    }
}
