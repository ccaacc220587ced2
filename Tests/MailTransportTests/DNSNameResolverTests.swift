import DNSResolution
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

@Suite struct DNSNameResolverTests {
    private let zone: [String: [DNSTestRecord]] = [
        "mail.example.org A": [.a("192.0.2.1"), .a("192.0.2.2")],
        // A name server cannot take over what never leaves the machine.
        "localhost A": [.a("192.0.2.66")],
    ]

    private func addresses(of host: String) async throws -> [String] {
        try await DNSTestServer.run(zone: zone) { port in
            let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
            let resolver = DNSNameResolver(dns, on: MultiThreadedEventLoopGroup.singleton.any())
            let four = try await resolver.initiateAQuery(host: host, port: 993).get()
            let six = try await resolver.initiateAAAAQuery(host: host, port: 993).get()
            #expect((four + six).allSatisfy { $0.port == 993 })
            return (four + six).compactMap(\.ipAddress)
        }
    }

    @Test(arguments: [
        ("mail.example.org", ["192.0.2.1", "192.0.2.2"]), ("LocalHost", ["127.0.0.1", "::1"]),
        ("203.0.113.9", ["203.0.113.9"]), ("2001:db8::1", ["2001:db8::1"]),
    ])
    func namesAndLiteralsLeadToAddresses(host: String, expected: [String]) async throws {
        #expect(try await addresses(of: host) == expected)
    }

    @Test func unknownNamesAreNotFound() async {
        await #expect(throws: TransportError.hostNotFound) { _ = try await addresses(of: "no.example.org") }
    }

    @Test func aServerThatFailsIsUnavailable() async throws {
        try await DNSTestServer.run(answer: { _, _ in DNSTestAnswer(code: 2, records: []) }) { port in
            let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
            let resolver = DNSNameResolver(dns, on: MultiThreadedEventLoopGroup.singleton.any())
            await #expect(throws: TransportError.dnsUnavailable) {
                _ = try await resolver.initiateAQuery(host: "mail.example.org", port: 993).get()
            }
        }
    }
}
