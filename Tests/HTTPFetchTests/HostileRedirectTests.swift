import MailCore
import MailTestServers
import MailTransport
import Testing

@testable import HTTPFetch

/// Where a page may not send us.
@Suite struct HostileRedirectTests {
    private let fixture: WebServerFixture

    init() throws { fixture = try WebServerFixture() }

    /// What a fetch fails with when the page `/` redirects there (`PORT` is the server's own), and what was asked.
    private func redirect(
        to location: String, scheme: String = "https", allowsPrivate: Bool = true
    ) async throws -> (error: HTTPFetchError?, asked: [String]) {
        let targets = EventLog()
        return try await HTTPTestServer.run(
            certificate: scheme == "https" ? fixture.certificate : nil,
            answer: { target, head in
                targets.append(target)
                guard target == "/" else { return HTTPTestServer.response(body: "<a/>") }
                let port =
                    head.split(separator: "\r\n").first { $0.hasPrefix("Host:") }?.split(separator: ":").last ?? ""
                return HTTPTestServer.response(302, headers: ["Location: " + location.replacing("PORT", with: port)])
            },
            body: { port in
                let failure = try await fixture.failure(
                    of: "\(scheme)://localhost:\(port)/", allowsPrivate: allowsPrivate, trustsFirstURL: true)
                return (failure?.error, targets.entries)
            })
    }

    @Test(arguments: [
        "/a", "a", "//localhost:PORT/a", "https://localhost:PORT/a", " /a ", "https://LOCALHOST:PORT/a#b",
    ])
    func `To another page of the server`(location: String) async throws {
        let (error, asked) = try await redirect(to: location, allowsPrivate: false)
        #expect(error == nil)
        #expect(asked == ["/", "/a"])
    }

    /// From https to http, even if that would lead back to https: nothing is asked there.
    @Test(arguments: [
        "http://localhost:PORT/a", "HTTP://localhost:PORT/a", "https://user@localhost:PORT/a",
        "https://user:secret@localhost:PORT/a", "https://localhost:PORT/\u{E9}", "https://localhost:PORT/a b",
        "ftp://localhost/",
        "file:///etc/passwd", "data://x", "https://", "https:///a", "https://localhost:0/", "https://localhost:65536/",
        "https://[::1/", "https://local\u{202E}host/", "//", "https://\(String(repeating: "a", count: 3_000))/",
    ])
    func `What is no page is refused`(location: String) async throws {
        let (error, asked) = try await redirect(to: location)
        guard case .redirectRefused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(asked == ["/"])
    }

    /// The parser takes no control character in a header, so none gets as far as a URL.
    @Test(arguments: ["/a\u{1}b", "/a\u{0}b", "/a\rb", "/a\u{1B}[31m", "/a\u{7F}"])
    func `Control characters are refused`(location: String) async throws {
        let (error, asked) = try await redirect(to: location)
        #expect(error == .protocolViolation)
        #expect(asked == ["/"])
    }

    @Test(arguments: [
        "https://10.0.0.1/", "https://127.0.0.1:443/", "https://192.168.1.1/", "https://[::1]/", "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::10.0.0.1]/", "https://[2002:a00:1::]/", "https://100.64.0.1/",
    ])
    func `To a private address`(location: String) async throws {
        guard case .transport(.privateAddress) = try await redirect(to: location, allowsPrivate: false).error else {
            Issue.record("not refused as private")
            return
        }
    }

    @Test(arguments: [
        "https://169.254.169.254/latest/meta-data/", "http://169.254.169.254/", "https://[fd00:ec2::254]/",
        "https://[::ffff:169.254.169.254]/", "https://100.100.100.200/",
    ])
    func `To a metadata service, whatever is allowed`(location: String) async throws {
        let scheme = String(location.prefix { $0 != ":" })
        guard case .transport(.privateAddress) = try await redirect(to: location, scheme: scheme).error else {
            Issue.record("not refused")
            return
        }
    }

    /// Something listens there, and hears nothing.
    @Test func `To another port`() async throws {
        try await HTTPTestStream("").run(certificate: nil) { otherPort, _ in
            let location = "https://localhost:\(otherPort)/"
            #expect(
                try await redirect(to: location, allowsPrivate: false).error == .redirectRefused(location))
            guard case .transport = try await redirect(to: location, allowsPrivate: true).error else {
                Issue.record("not reached")
                return
            }
        }
        #expect(
            try await redirect(to: "https://example.org:25/", allowsPrivate: false).error
                == .redirectRefused("https://example.org:25/"))
    }

    /// The certificate is for `localhost` only.
    @Test func `To a host whose certificate is another's`() async throws {
        let (error, asked) = try await redirect(to: "https://127.0.0.1:PORT/a")
        guard case .transport(.tls(.certificate)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(asked == ["/"])
    }

    @Test func `In a circle`() async throws {
        try await HTTPTestServer.run(
            certificate: fixture.certificate,
            answer: { target, _ in HTTPTestServer.response(307, headers: ["Location: /\(target == "/a" ? "b" : "a")"])
            },
            body: { port in
                let failure = try await fixture.failure(of: "https://localhost:\(port)/a")
                #expect(failure?.error == .tooManyRedirects)
                #expect(failure?.hops == ["https://localhost:\(port)/a", "https://localhost:\(port)/b"])
            })
    }

    /// What began without protection stays unprotected, and once it is protected it is not given up.
    @Test func `From http to https, and back`() async throws {
        try await HTTPTestServer.run(
            certificate: fixture.certificate,
            answer: { target, _ in
                target == "/back"
                    ? HTTPTestServer.response(302, headers: ["Location: http://localhost/"])
                    : HTTPTestServer.response(body: "<a/>")
            },
            body: { securePort in
                try await HTTPTestServer.run(
                    certificate: nil,
                    answer: { target, _ in
                        HTTPTestServer.response(302, headers: ["Location: https://localhost:\(securePort)\(target)"])
                    },
                    body: { port in
                        let there = try await fixture.document(at: "http://localhost:\(port)/", trustsFirstURL: true)
                        #expect(!there.isSecure)
                        #expect(there.hops == ["http://localhost:\(port)/", "https://localhost:\(securePort)/"])
                        let back = try await fixture.failure(of: "http://localhost:\(port)/back", trustsFirstURL: true)
                        #expect(back?.error == .redirectRefused("http://localhost/"))
                    })
            })
    }
}
