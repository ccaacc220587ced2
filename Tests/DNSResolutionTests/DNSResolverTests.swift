import DNSResolution
import MailTestServers
import Testing

@Suite struct DNSResolverTests {
    private let zone: [String: [DNSTestRecord]] = [
        "_imaps._tcp.example.org SRV": [.srv(20, 0, 993, "b.example.org"), .srv(10, 0, 994, "a.example.org")],
        "_pop3s._tcp.example.org SRV": [.srv(0, 0, 0, ".")],
        "example.org MX": [.mx(20, "mx2.example.org"), .mx(10, "mx1.example.org")],
        "t.example.org TXT": [
            .txt(Array("one".utf8)), .txt([0xFF]), .txt(Array("two".utf8)),
        ],
        "a.example.org A": [.a("192.0.2.7")],
    ]

    private func resolver(_ port: UInt16, timeout: Duration = .seconds(4)) -> DNSResolver {
        DNSResolver(nameserver: ("127.0.0.1", port), timeout: timeout)
    }

    @Test func asksTheGivenServer() async throws {
        try await DNSTestServer.run(zone: zone) { port in
            let services = try await resolver(port).services("_imaps._tcp.example.org")
            #expect(services.records.map(\.target) == ["a.example.org", "b.example.org"])
            #expect(services.records.map(\.port) == [994, 993])
            #expect(try await resolver(port).texts(of: "t.example.org").records == ["one", "two"])
            let none = try await resolver(port).services("_pop3s._tcp.example.org")
            #expect(none.records.map(\.target) == [""])
            let exchangers = try await resolver(port).mailExchangers(of: "example.org")
            #expect(exchangers.records.map(\.host) == ["mx1.example.org", "mx2.example.org"])
            let addresses = try await resolver(port).addresses(of: "a.example.org", family: .ipv4)
            #expect(addresses.records.map(\.description) == ["192.0.2.7"])
        }
    }

    @Test func aNameWithoutSuchRecordsHasNone() async throws {
        try await DNSTestServer.run(zone: zone) { port in
            let answer = try await resolver(port).addresses(of: "a.example.org", family: .ipv6)
            #expect(answer.records.isEmpty)
        }
    }

    @Test func unknownNamesAreNotFound() async throws {
        try await DNSTestServer.run(zone: zone) { port in
            await #expect(throws: DNSError.nameNotFound) {
                _ = try await resolver(port).mailExchangers(of: "no.example")
            }
        }
    }

    @Test(arguments: [true, false])
    func authenticationComesFromTheServerOnThisMachine(isAuthenticated: Bool) async throws {
        try await DNSTestServer.run(zone: zone, isAuthenticated: isAuthenticated) { port in
            let answer = try await resolver(port).mailExchangers(of: "example.org")
            #expect(answer.isAuthenticated == isAuthenticated)
        }
    }

    @Test func serverFailureIsUnavailable() async throws {
        try await DNSTestServer.run(answer: { _, _ in DNSTestAnswer(code: 2, records: []) }) { port in
            await #expect(throws: DNSError.unavailable) {
                _ = try await resolver(port).mailExchangers(of: "example.org")
            }
        }
    }

    @Test func silenceEndsAtTheTimeGiven() async throws {
        try await DNSTestServer.run(answer: { _, _ in nil }) { port in
            // libresolv by itself would wait longer and end with another error: this one is the deadline's.
            await #expect(throws: DNSError.timedOut) {
                _ = try await resolver(port, timeout: .milliseconds(200)).mailExchangers(of: "example.org")
            }
        }
    }

    @Test func namesThatCannotBeAskedAreRefused() async {
        await #expect(throws: DNSError.invalidName) { _ = try await resolver(9).mailExchangers(of: "bücher.example") }
    }
}
