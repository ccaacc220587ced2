import MailCore
import MailTestServers
import MailTransport
import Testing

@testable import HTTPFetch

/// Answers that are too much, too slow, or not what they say.
@Suite struct HostileBodyTests {
    private let fixture: WebServerFixture
    private static let ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
    private static let block = [UInt8](repeating: UInt8(ascii: "a"), count: 64 << 10)

    init() throws { fixture = try WebServerFixture() }

    /// What the fetch of a stream fails with, and how many of its pieces the server could send.
    private func fetch(
        _ stream: HTTPTestStream, saysGoodbye: Bool = true, timeout: Duration = .seconds(20)
    ) async throws -> (error: HTTPFetchError?, sent: Int) {
        try await stream.run(certificate: fixture.certificate, saysGoodbye: saysGoodbye) { port, ends in
            let failure = try await fixture.failure(of: "https://localhost:\(port)/", timeout: timeout)
            // The server notices that we are gone.
            let sent = await ends.first { _ in true }
            return (failure?.error, try #require(sent))
        }
    }

    /// 50 MB, of which a fraction is sent (what the sockets hold) and less is kept.
    @Test(arguments: ["Content-Length: 52428800\r\n\r\n", "\r\n"])
    func `A body of 50 MB is cut at the limit`(header: String) async throws {
        let (error, sent) = try await fetch(HTTPTestStream(Self.ok + header, piece: Self.block, count: 800))
        #expect(error == .tooLarge)
        #expect(sent < 400)
    }

    @Test func `Chunks without end are cut at the limit`() async throws {
        let chunk = Array("10000\r\n".utf8) + Self.block + Array("\r\n".utf8)
        let stream = HTTPTestStream(Self.ok + "Transfer-Encoding: chunked\r\n\r\n", piece: chunk)
        #expect(try await fetch(stream).error == .tooLarge)
    }

    /// A header line, many lines, and lines behind the body.
    @Test(arguments: [
        HTTPTestStream(ok + "X: ", piece: block), HTTPTestStream(ok, piece: Array("X: y\r\n".utf8)),
        HTTPTestStream(ok, piece: Array("X: \(String(repeating: "y", count: 1_000))\r\n".utf8)),
        HTTPTestStream(ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n", piece: Array("X: y\r\n".utf8)),
    ])
    func `Headers without end are refused`(stream: HTTPTestStream) async throws {
        #expect(try await fetch(stream).error == .tooLarge)
    }

    /// Nothing of it is kept, and it ends with our patience.
    @Test(arguments: [
        HTTPTestStream("HTTP/1.1 200 ", piece: block),
        HTTPTestStream("", piece: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)),
        HTTPTestStream(ok + "Transfer-Encoding: chunked\r\n\r\n1;", piece: block),
    ])
    func `Words without end, of which nothing is kept, end at the deadline`(stream: HTTPTestStream) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let error = try await fetch(stream, timeout: .milliseconds(500)).error
        #expect(error == .timedOut)
        #expect(start.duration(to: clock.now) < .seconds(10))
    }

    /// A byte at a time, each in good time.
    @Test(arguments: [
        HTTPTestStream("HTTP/1.1 200 ", piece: Array("O".utf8), pause: .milliseconds(50)),
        HTTPTestStream("HTTP/1.1 200 OK\r\n", piece: Array("X".utf8), pause: .milliseconds(50)),
        HTTPTestStream(ok, piece: Array("X: y\r\n".utf8), pause: .milliseconds(50)),
        HTTPTestStream(ok + "\r\n", piece: Array("a".utf8), pause: .milliseconds(50)),
        HTTPTestStream(ok + "Content-Length: 500\r\n\r\n", piece: Array("a".utf8), pause: .milliseconds(50)),
        HTTPTestStream(
            ok + "Transfer-Encoding: chunked\r\n\r\n", piece: Array("1\r\na\r\n".utf8), pause: .milliseconds(50)),
    ])
    func `A server that drips is left at the deadline`(stream: HTTPTestStream) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let (error, sent) = try await fetch(stream, timeout: .milliseconds(400))
        #expect(error == .timedOut)
        #expect(start.duration(to: clock.now) < .seconds(10))
        #expect(sent < 100)
    }

    @Test func `A server that does not even begin TLS is left at the deadline`() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let server = try SilentPort()
        let failure = try await fixture.failure(of: "https://localhost:\(server.port)/", timeout: .milliseconds(300))
        try server.withClient { #expect(failure?.error == .timedOut) }
        #expect(start.duration(to: clock.now) < .seconds(10))
    }

    @Test(arguments: [
        ("Content-Encoding: gzip", "gzip"), ("Content-Encoding: GZIP", "GZIP"), ("Content-Encoding: br", "br"),
        ("Content-Encoding: identity\r\nContent-Encoding: gzip", "gzip"),
        ("Content-Encoding: gzip, gzip", "gzip, gzip"),
        ("Transfer-Encoding: gzip, chunked", "gzip, chunked"), ("Content-Encoding: \u{1F}", nil),
    ])
    func `What is compressed is refused before a byte of it is read`(header: String, encoding: String?) async throws {
        let stream = HTTPTestStream(Self.ok + header + "\r\n\r\n", piece: [0x1F, 0x8B, 0x08, 0x00], count: 1)
        #expect(try await fetch(stream).error == encoding.map(HTTPFetchError.encoded) ?? .protocolViolation)
    }

    @Test(arguments: ["text/html", "application/octet-stream", "", "image/png; charset=\"", "a/b\r\nContent-Type: c/d"])
    func `The media type does not matter`(type: String) async throws {
        let stream = HTTPTestStream(Self.ok + "Content-Type: \(type)\r\nContent-Length: 4\r\n\r\n<a/>")
        #expect(try await fetch(stream).error == nil)
    }

    /// Length is what the header says: more is not read, less is no document. Without a length, only TLS says that the
    /// end is the end.
    @Test(
        arguments: [
            ("Content-Length: 4\r\n", "<a/>", true, nil), ("Content-Length: 5\r\n", "<a/>", true, .protocolViolation),
            ("Content-Length: -1\r\n", "<a/>", true, .protocolViolation),
            ("Content-Length: 4, 5\r\n", "<a/>", true, .protocolViolation),
            ("Content-Length: 99999999999999999999\r\n", "<a/>", true, .protocolViolation),
            ("", "<a/>", true, nil), ("", "<a/>", false, .transport(.tls(.truncated))),
            ("Transfer-Encoding: chunked\r\n", "4\r\n<a/>\r\n0\r\n\r\n", true, nil),
            ("Transfer-Encoding: chunked\r\n", "4\r\n<a/>\r\n", true, .protocolViolation),
            ("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n<a/>", true, .protocolViolation),
            ("Transfer-Encoding: chunked\r\n", "-1\r\n<a/>", true, .protocolViolation),
        ] as [(String, String, Bool, HTTPFetchError?)])
    func `The body is as long as it is said to be`(
        header: String, body: String, saysGoodbye: Bool, error: HTTPFetchError?
    ) async throws {
        let stream = HTTPTestStream(Self.ok + header + "\r\n" + body)
        #expect(try await fetch(stream, saysGoodbye: saysGoodbye).error == error)
    }
}
