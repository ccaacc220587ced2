import MailCore
import MailTestServers
import MailTransport
import NIOPosix
import Testing

@testable import HTTPFetch

@Suite struct HTTPFetcherTests {
    private let folder: TemporaryFolder
    private let authority: TestCertificateAuthority
    private let certificate: TestCertificateFiles

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
        certificate = try authority.issue(names: ["localhost"])
    }

    private func fetcher(
        allowsPrivate: Bool = true, trustsFirstURL: Bool = false, maximumBody: Int = 1_000
    ) throws -> HTTPFetcher {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
        return HTTPFetcher(
            on: MultiThreadedEventLoopGroup.singleton.any(),
            options: TransportOptions(tls: tls, allowsPrivateAddresses: allowsPrivate), trustsFirstURL: trustsFirstURL,
            maximumBody: maximumBody)
    }

    private func url(_ port: UInt16, _ target: String = "/", scheme: String = "https") throws -> HTTPURL {
        try #require(HTTPURL("\(scheme)://localhost:\(port)\(target)"))
    }

    /// What a fetch from a server that gives this answer fails with.
    private func failure(
        answer: String?, maximumBody: Int = 1_000, timeout: Duration = .seconds(20)
    ) async throws -> HTTPFetchError? {
        try await HTTPTestServer.run(certificate: certificate, answer: { _, _ in answer }) { port in
            do {
                _ = try await fetcher(maximumBody: maximumBody).get(url(port), timeout: timeout)
                return nil
            } catch let failure as HTTPFetchFailure {
                return failure.error
            }
        }
    }

    @Test func aDocumentIsFetched() async throws {
        let heads = EventLog()
        try await HTTPTestServer.run(
            certificate: certificate,
            answer: { _, head in
                heads.append(head)
                return HTTPTestServer.response(body: "<a/>")
            },
            body: { port in
                let document = try await fetcher().get(url(port, "/x?y=z"), timeout: .seconds(20))
                #expect(document.body == Array("<a/>".utf8))
                #expect(document.isSecure)
                #expect(document.hops == ["https://localhost:\(port)/x?y=z"])
                let head = try #require(heads.entries.first)
                #expect(head.hasPrefix("GET /x?y=z HTTP/1.1\r\n"))
                #expect(head.contains("Host: localhost:\(port)\r\n"))
                #expect(head.contains("Accept-Encoding: identity\r\n"))
            })
    }

    @Test(arguments: [404, 410, 500, 304])
    func otherStatusesAreFailures(status: Int) async throws {
        #expect(try await failure(answer: HTTPTestServer.response(status)) == .status(status))
    }

    @Test(arguments: [(999, false), (1_000, false), (1_001, true)])
    func theBodyIsLimited(size: Int, isTooLarge: Bool) async throws {
        let answer = HTTPTestServer.response(body: String(repeating: "a", count: size))
        #expect(try await failure(answer: answer, maximumBody: 1_000) == (isTooLarge ? .tooLarge : nil))
    }

    /// The names and values of the server's own three fields make 64 bytes, our field's name is one.
    @Test(arguments: [(ByteLimits.httpHeaders, false), (ByteLimits.httpHeaders + 1, true)])
    func theHeaderIsLimited(size: Int, isTooLarge: Bool) async throws {
        let standing = "Content-Length0Connectionclose".utf8.count
        let answer = HTTPTestServer.response(
            headers: ["X: " + String(repeating: "a", count: size - standing - 1)])
        #expect(try await failure(answer: answer) == (isTooLarge ? .tooLarge : nil))
    }

    @Test func compressedDocumentsAreRefused() async throws {
        let answer = HTTPTestServer.response(headers: ["Content-Encoding: gzip"], body: "x")
        #expect(try await failure(answer: answer) == .encoded("gzip"))
    }

    @Test(arguments: [
        "* OK IMAP ready\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "HTTP/1.1 200 OK\r\nX",
    ])
    func brokenAnswersAreRefused(answer: String) async throws {
        #expect(try await failure(answer: answer) == .protocolViolation)
    }

    @Test func silenceEndsAtTheDeadline() async throws {
        #expect(try await failure(answer: nil, timeout: .milliseconds(300)) == .timedOut)
    }

    @Test(arguments: [(3, true), (4, false)])
    func redirectsAreLimited(count: Int, isFetched: Bool) async throws {
        try await HTTPTestServer.run(
            certificate: certificate,
            answer: { target, _ in
                let step = Int(target.dropFirst()) ?? 0
                return step == count
                    ? HTTPTestServer.response(body: "<a/>")
                    : HTTPTestServer.response(302, headers: ["Location: /\(step + 1)"])
            },
            body: { port in
                do {
                    let document = try await fetcher().get(url(port, "/0"), timeout: .seconds(20))
                    #expect(isFetched)
                    #expect(document.hops.count == count + 1)
                } catch let failure as HTTPFetchFailure {
                    #expect(!isFetched)
                    #expect(failure.error == .tooManyRedirects)
                    #expect(failure.hops.count == 4)
                }
            })
    }

    @Test func aRedirectToItselfEnds() async throws {
        #expect(
            try await failure(answer: HTTPTestServer.response(301, headers: ["Location: /"])) == .tooManyRedirects)
    }

    @Test(arguments: ["http://localhost/", "javascript://x", "", "https://user@localhost/"])
    func redirectsNeverLeaveHTTPS(location: String) async throws {
        let answer = HTTPTestServer.response(302, headers: ["Location: \(location)"])
        #expect(try await failure(answer: answer) == .redirectRefused(location))
    }

    @Test func strangersCertificatesAreRefused() async throws {
        let other = try TestCertificateAuthority.selfSigned(names: ["localhost"], in: folder.path)
        try await HTTPTestServer.run(
            certificate: other, answer: { _, _ in HTTPTestServer.response(body: "<a/>") },
            body: { port in
                let failure = await #expect(throws: HTTPFetchFailure.self) {
                    _ = try await fetcher().get(url(port), timeout: .seconds(20))
                }
                guard case .transport(.tls(.certificate)) = failure?.error else {
                    Issue.record("not a certificate failure: \(String(describing: failure))")
                    return
                }
            })
    }

    @Test func plainHTTPNeedsPermission() async throws {
        try await HTTPTestServer.run(
            certificate: nil, answer: { _, _ in HTTPTestServer.response(body: "<a/>") },
            body: { port in
                let plain = try url(port, scheme: "http")
                await #expect(throws: HTTPFetchFailure(error: .notSecure, hops: [])) {
                    _ = try await fetcher().get(plain, timeout: .seconds(20))
                }
                let document = try await fetcher(trustsFirstURL: true).get(plain, timeout: .seconds(20))
                #expect(!document.isSecure)
            })
    }

    @Test func discoveredPrivateHostsAreRefused() async throws {
        try await HTTPTestServer.run(
            certificate: certificate, answer: { _, _ in HTTPTestServer.response(body: "<a/>") },
            body: { port in
                let failure = await #expect(throws: HTTPFetchFailure.self) {
                    _ = try await fetcher(allowsPrivate: false).get(url(port), timeout: .seconds(20))
                }
                guard case .transport(.privateAddress) = failure?.error else {
                    Issue.record("not refused as private: \(String(describing: failure))")
                    return
                }
            })
    }

    @Test func aTypedHostMayBePrivateButNotWhereItRedirects() async throws {
        try await HTTPTestServer.run(
            certificate: certificate,
            answer: { target, _ in
                target == "/far"
                    ? HTTPTestServer.response(302, headers: ["Location: https://127.0.0.1/"])
                    : HTTPTestServer.response(body: "<a/>")
            },
            body: { port in
                let typed = try fetcher(allowsPrivate: false, trustsFirstURL: true)
                #expect(try await typed.get(url(port), timeout: .seconds(20)).body.count == 4)
                await #expect(
                    throws: HTTPFetchFailure(
                        error: .transport(.privateAddress("127.0.0.1")),
                        hops: ["https://localhost:\(port)/far", "https://127.0.0.1/"])
                ) { _ = try await typed.get(url(port, "/far"), timeout: .seconds(20)) }
            })
    }

    /// What is sent again where a redirect leads, and what is not (RFC 9110 §15.4).
    @Test(arguments: [(307, "POST", "<q/>"), (308, "POST", "<q/>"), (302, "POST", "<q/>"), (303, "GET", "")])
    func questionsAreSent(status: Int, method: String, body: String) async throws {
        let requests = EventLog()
        try await HTTPTestServer.run(
            certificate: certificate,
            answer: { target, request in
                requests.append(request)
                return target == "/"
                    ? HTTPTestServer.response(status, headers: ["Location: /next"])
                    : HTTPTestServer.response(body: "<a/>")
            },
            body: { port in
                let question = HTTPQuestion(
                    accepted: "text/xml", content: HTTPQuestion.Content(type: "text/xml", body: Array("<q/>".utf8)))
                _ = try await fetcher().ask(question, of: url(port), timeout: .seconds(20))
            })
        #expect(requests.entries.count == 2)
        #expect(requests.entries[0].hasPrefix("POST / "))
        #expect(requests.entries[0].contains("Content-Length: 4\r\n"))
        #expect(requests.entries[0].hasSuffix("\r\n\r\n<q/>"))
        #expect(requests.entries[1].hasPrefix("\(method) /next "))
        #expect(requests.entries[1].hasSuffix("\r\n\r\n\(body)"))
    }

    @Test func plainHTTPMayBePermittedForDocumentsThatNobodyTrusts() async throws {
        try await HTTPTestServer.run(
            certificate: certificate, answer: { _, _ in HTTPTestServer.response(body: "<a/>") },
            body: { secure in
                try await HTTPTestServer.run(
                    certificate: nil,
                    answer: { _, _ in
                        HTTPTestServer.response(301, headers: ["Location: https://localhost:\(secure)/"])
                    },
                    body: { plain in
                        let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
                        let fetcher = HTTPFetcher(
                            on: MultiThreadedEventLoopGroup.singleton.any(),
                            options: TransportOptions(tls: tls, allowsPrivateAddresses: true), permitsPlainHTTP: true)
                        let document = try await fetcher.get(url(plain, scheme: "http"), timeout: .seconds(20))
                        #expect(document.hops.count == 2)
                        #expect(!document.isSecure)
                    })
            })
    }
}
