import HTTPFetch
import MailTestServers
import MailTransport
import NIOPosix
import Testing

/// A question with something secret in it.
@Suite struct SendTests {
    private func answer(_ response: String, to url: (UInt16) -> String) async throws -> Result<HTTPAnswer, HTTPFetchError> {
        let folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        let certificate = try authority.issue(names: ["localhost"])
        return try await HTTPTestServer.run(certificate: certificate) { _, _ in response } body: { port in
            let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
            let fetcher = HTTPFetcher(
                on: MultiThreadedEventLoopGroup.singleton.any(),
                options: TransportOptions(tls: tls, allowsPrivateAddresses: true), maximumBody: 100)
            let place = try #require(HTTPURL(url(port)))
            let question = HTTPQuestion(
                accepted: "application/json", content: .init(type: "text/plain", body: Array("secret".utf8)))
            do throws(HTTPFetchError) {
                return .success(try await fetcher.send(question, to: place, timeout: .seconds(20)))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test(arguments: [200, 400, 401, 500])
    func `Whatever is answered is taken`(status: Int) async throws {
        let result = try await answer(HTTPTestServer.response(status, body: "words")) { "https://localhost:\($0)/" }
        let answer = try result.get()
        #expect(answer.status == status)
        #expect(String(decoding: answer.body, as: UTF8.self) == "words")
    }

    @Test func `It is sent on to nobody`() async throws {
        let redirect = HTTPTestServer.response(307, headers: ["Location: https://elsewhere.example/"])
        #expect(try await answer(redirect) { "https://localhost:\($0)/" }.get().status == 307)
    }

    @Test func `It is sent only under TLS, and the answer has an end`() async throws {
        #expect(try await answer("") { "http://localhost:\($0)/" } == .failure(.notSecure))
        let long = HTTPTestServer.response(body: String(repeating: "x", count: 101))
        #expect(try await answer(long) { "https://localhost:\($0)/" } == .failure(.tooLarge))
    }
}
