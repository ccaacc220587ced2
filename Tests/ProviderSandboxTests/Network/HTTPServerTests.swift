import MailTestServers
import ProviderSandbox
import Synchronization
import Testing

/// With curl, which shares no line with the server.
@Suite struct HTTPServerTests {
    @Test func `A request comes with its query, headers and body`() async throws {
        let seen = Mutex<[SandboxHTTPRequest]>([])
        try await SandboxHTTPServer.run(
            certificate: nil,
            answer: { request in
                seen.withLock { $0.append(request) }
                return SandboxHTTPResponse(status: 201, headers: [SandboxHTTPField("X-Two", "lines\r\nX: y")])
            },
            body: { port in
                let output = try ExternalProgram.output(
                    of: "curl",
                    ["-si", "-d", "c=d", "-H", "X-Case: Kept", "http://127.0.0.1:\(port)/a/b?x=1+2&y=%C3%A9&z"])
                #expect(output.hasPrefix("HTTP/1.1 201 Created\r\n"))
                #expect(output.contains("X-Two: linesX: y\r\n"))
            })
        let request = try #require(seen.withLock { $0.first })
        #expect(request.method == "POST")
        #expect(request.path == "/a/b")
        #expect(
            request.query
                == [SandboxHTTPField("x", "1 2"), SandboxHTTPField("y", "é"), SandboxHTTPField("z", "")])
        #expect(request.headers.contains(SandboxHTTPField("x-case", "Kept")))
        #expect(request.body == Array("c=d".utf8))
    }

    @Test func `It speaks TLS with a certificate of the authority`() async throws {
        let folder = try TemporaryFolder()
        let authority = try SandboxCertificateAuthority(in: folder.path)
        try await SandboxHTTPServer.run(
            certificate: authority.issue(names: ["localhost"]),
            answer: { _ in SandboxHTTPResponse(body: Array("hello".utf8)) },
            body: { port in
                let output = try ExternalProgram.output(
                    of: "curl", ["-s", "--cacert", authority.certificateFile, "https://localhost:\(port)/"])
                #expect(output == "hello")
            })
    }
}
