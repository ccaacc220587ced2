import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import Testing

@testable import AccountDiscovery

@Suite struct NetworkSourceTests {
    private let folder: TemporaryFolder
    private let authority: TestCertificateAuthority
    private let address: EmailAddress

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
        address = try EmailAddress(parsing: "alice@example.org")
    }

    private func environment() throws -> SourceEnvironment {
        SourceEnvironment(transport: try transport(), dns: DNSResolver(timeout: .seconds(1)))
    }

    private func transport() throws -> TransportOptions {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
        var options = TransportOptions(tls: tls)
        options.timeouts.discovery = .seconds(20)
        return options
    }

    private func services(
        _ zone: [String: [DNSTestRecord]], isAuthenticated: Bool = false
    ) async throws -> SourceAnswer {
        try await DNSTestServer.run(zone: zone, isAuthenticated: isAuthenticated) { port in
            let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
            return await ServiceRecordSource(resolver: dns).ask(Inquiry(about: address))
        }
    }

    @Test func serviceRecordsAreRead() async throws {
        let answer = try await services([
            "_imaps._tcp.example.org SRV": [.srv(1, 0, 993, "mail.example.org")],
            "_imap._tcp.example.org SRV": [.srv(0, 0, 143, "old.example.org")],
            "_pop3s._tcp.example.org SRV": [.srv(0, 0, 0, ".")],
            "_submissions._tcp.example.org SRV": [.srv(0, 0, 465, "mail.example.org")],
        ])
        guard case .found(let candidate, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(candidate.incoming.map(\.host) == ["old.example.org", "mail.example.org"])
        #expect(candidate.incoming.map(\.security) == [.starttls, .tls])
        #expect(candidate.outgoing.map(\.port) == [465])
        #expect(candidate.trust == .unverified([.unauthenticatedDNS]))
        #expect(candidate.incoming.allSatisfy { $0.username == "alice@example.org" })
    }

    @Test(arguments: [
        (false, "mail.other.org", Trust.unverified([.unauthenticatedDNS, .otherDomain])),
        (false, "mail.example.org", .unverified([.unauthenticatedDNS])), (true, "mail.other.org", .trusted),
    ])
    func trustFollowsDNSSECAndDomain(isAuthenticated: Bool, host: String, trust: Trust) async throws {
        let answer = try await services(
            ["_imaps._tcp.example.org SRV": [.srv(0, 0, 993, host)]], isAuthenticated: isAuthenticated)
        guard case .found(let candidate, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(candidate.trust == trust)
    }

    @Test func noServiceRecordsAreAbsent() async throws {
        guard case .absent = try await services(["_pop3s._tcp.example.org SRV": [.srv(0, 0, 0, ".")]]) else {
            Issue.record("not absent")
            return
        }
    }

    @Test func aBrokenNameServerIsAFailure() async throws {
        let answer = try await DNSTestServer.run(answer: { _, _ in DNSTestAnswer(code: 2, records: []) }) { port in
            let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(10))
            return await ServiceRecordSource(resolver: dns).ask(Inquiry(about: address))
        }
        guard case .failed = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    private func report(answering body: String, status: Int = 200, scheme: String = "https") async throws
        -> DiscoveryReport
    {
        let certificate = try authority.issue(names: ["localhost"])
        return try await HTTPTestServer.run(
            certificate: scheme == "https" ? certificate : nil,
            answer: { _, _ in HTTPTestServer.response(status, body: body) },
            body: { port in
                var options = DiscoveryOptions()
                options.document = "\(scheme)://localhost:\(port)/config.xml"
                options.looksAtServers = false
                let resolver = AccountResolver(try environment(), options)
                return await resolver.resolve(address)
            })
    }

    @Test(arguments: [("https", Trust.trusted), ("http", .unverified([.plainHTTP]))])
    func aNamedDocumentIsFetched(scheme: String, trust: Trust) async throws {
        let report = try await report(answering: AutoconfigDocumentTests.valid, scheme: scheme)
        #expect(report.chosenCandidate?.trust == trust)
        #expect(report.chosenCandidate?.incoming.first?.host == "imap.example.org")
        #expect(report.attempts.map(\.source) == [.url])
        #expect(report.attempts[0].evidence.hops.count == 1)
    }

    @Test(arguments: [
        (200, "<html/>", Attempt.Outcome.failed), (404, "", .absent), (500, "", .failed),
        (200, "<!DOCTYPE a><clientConfig/>", .failed),
    ])
    func uselessAnswersAreExplained(status: Int, body: String, outcome: Attempt.Outcome) async throws {
        let report = try await report(answering: body, status: status)
        #expect(report.attempts.map(\.outcome) == [outcome])
        #expect(report.attempts[0].reason != nil)
        #expect(report.chosen == nil)
    }

    @Test func theAddressIsSentEncodedAndOnlyToTheProvider() throws {
        let plus = try EmailAddress(parsing: "a+b&c@example.org")
        let environment = try environment()
        #expect(
            AutoconfigSource.provider(environment).target(for: plus)
                == "https://autoconfig.example.org/mail/config-v1.1.xml?emailaddress=a%2Bb%26c%40example.org")
        #expect(
            AutoconfigSource.wellKnown(environment).target(for: plus)
                == "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml")
    }
}
