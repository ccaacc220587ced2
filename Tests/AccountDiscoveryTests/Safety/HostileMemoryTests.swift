import DNSResolution
import HTTPFetch
import MailCore
import MailTestServers
import MailTransport
import NIOPosix
import Testing

@testable import AccountDiscovery

/// No document and no DNS answer makes the process grow, however long it lasts.
@Suite struct HostileMemoryTests {
    /// Of the 100 MB that a whole run may take.
    private static let mostGrowth = 40 << 20
    private static let ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
    private static let block = [UInt8](repeating: UInt8(ascii: "a"), count: 64 << 10)
    private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"

    private let folder: TemporaryFolder
    private let authority: TestCertificateAuthority

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
    }

    @Test(arguments: [
        HTTPTestStream(ok + "\r\n", piece: block),
        HTTPTestStream(ok + "Content-Length: 52428800\r\n\r\n", piece: block),
        HTTPTestStream(chunked, piece: Array("10000\r\n".utf8) + block + Array("\r\n".utf8)),
        HTTPTestStream(chunked, piece: Array(repeatElement(Array("1\r\na\r\n".utf8), count: 10_000).joined())),
        HTTPTestStream(chunked + "1;", piece: block), HTTPTestStream(chunked + "0\r\n", piece: block),
        HTTPTestStream(ok + "X: ", piece: block), HTTPTestStream("HTTP/1.1 200 ", piece: block),
        HTTPTestStream(
            "", piece: Array(repeatElement(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), count: 2_000).joined())),
        HTTPTestStream(ok, piece: Array(repeatElement(Array("X: y\r\n".utf8), count: 10_000).joined())),
        HTTPTestStream("", piece: block),
    ])
    func `Answers without end`(stream: HTTPTestStream) async throws {
        let options = TransportOptions(
            tls: try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile)),
            allowsPrivateAddresses: true)
        let fetcher = HTTPFetcher(on: MultiThreadedEventLoopGroup.singleton.any(), options: options)
        let certificate = try authority.issue(names: ["localhost"])
        try await stream.run(certificate: certificate) { port, _ in
            let url = try #require(HTTPURL("https://localhost:\(port)/"))
            let growth = try await PeakMemory.growth {
                await #expect(throws: HTTPFetchFailure.self) { _ = try await fetcher.get(url, timeout: .seconds(1)) }
            }
            #expect(growth < Self.mostGrowth)
        }
    }

    @Test(arguments: [
        ("", "<a>", ""), ("<a>", "<b/>", "</a>"), ("<a>", "<!---->", "</a>"), ("<a>", "x<!---->", "</a>"),
        ("<a>", "&#65;", "</a>"),
        ("<a ", "k='' ", "/>"), ("<a>", "<b c='' d='' e='' f='' g=''/>", "</a>"), ("<a>", "<?p?>", "</a>"),
        ("<a k='", "&#65;", "'/>"),
    ])
    func `Documents as large as is allowed`(start: String, piece: String, end: String) async throws {
        let room = ByteLimits.configurationDocument - start.utf8.count - end.utf8.count
        let bytes = Array((start + String(repeating: piece, count: room / piece.utf8.count) + end).utf8)
        let growth = try await PeakMemory.growth { _ = try? AutoconfigDocument(decoding: bytes) }
        #expect(growth < Self.mostGrowth)
    }

    /// 65,535 bytes for each of the six questions: as many records as there is room for, and long names.
    @Test(arguments: [1, 127])
    func `The largest DNS answers`(labels: Int) async throws {
        let target = Array(repeatElement([1, 0x61] as [UInt8], count: labels).joined()) + [0]
        let growth = try await RawDNSServer.run(
            datagrams: { [Self.answer(to: $0, flags: 0x83, target: [], size: 0)] },
            stream: { query in
                let message = Self.answer(to: query, flags: 0x81, target: target, size: 65_535)
                return [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
            },
            body: { port in
                let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
                return try await PeakMemory.growth {
                    for _ in 0..<6 {
                        let records = try await dns.services("_imaps._tcp.example.org").records
                        #expect(records.count == ByteLimits.dnsRecords)
                    }
                }
            })
        #expect(growth < Self.mostGrowth)
    }

    private static func answer(to query: [UInt8], flags: UInt8, target: [UInt8], size: Int) -> [UInt8] {
        let end = (query.dropFirst(12).firstIndex(of: 0) ?? 0) + 5
        let data = [0, 0, 0, 0, 3, 0xE1] + target
        let record: [UInt8] =
            [0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
        let count = max(0, size - end) / record.count
        let header = [query[0], query[1], flags, 0x80, 0, 1, UInt8(count >> 8), UInt8(count & 0xFF), 0, 0, 0, 0]
        return header + query[12..<end] + Array(repeatElement(record, count: count).joined())
    }
}
