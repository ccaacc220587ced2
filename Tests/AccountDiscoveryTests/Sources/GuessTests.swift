import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

@Suite struct GuessTests {
    private let greeting = "S: * OK [CAPABILITY IMAP4rev1] ready\nlogout"

    @Test func `Usual names are tried, TLS from the first byte first, and never less than STARTTLS`() throws {
        let address = try EmailAddress(parsing: "alice@example.org")
        let servers = Guess.usual.map { $0.settings(for: address) }
        #expect(servers.first?.host == "imap.example.org")
        #expect(servers.allSatisfy { $0.security != .plaintext && $0.username == "alice@example.org" })
        #expect(servers.count == 16)
        #expect(Set(servers).count == servers.count)
    }

    @Test func `What is seen at work is found, and needs a yes`() async throws {
        let address = try EmailAddress(parsing: "alice@example.org")
        let servers = Guess.usual.map { $0.settings(for: address) }
        let seen = [3, 0, 6].map { ServerSighting(servers[$0], outcome: .ready, duration: .zero) }
        let failed = ServerSighting(servers[1], outcome: .failed, duration: .zero)
        guard
            case .found(let candidate, let evidence) = GuessSource.answer(servers: servers, sightings: seen + [failed])
        else {
            Issue.record("not found")
            return
        }
        #expect(candidate.trust == .unverified([.guessed]))
        #expect(candidate.incoming == [servers[0], servers[3]])
        #expect(candidate.outgoing == [servers[6]])
        #expect(evidence.probes == seen)
    }

    @Test(arguments: [(false, "absent"), (true, "failed")])
    func `That nobody could be reached is not that nobody is there`(isTemporary: Bool, expected: String) throws {
        let address = try EmailAddress(parsing: "alice@example.org")
        let server = Guess.usual[0].settings(for: address)
        let sighting = ServerSighting(server, outcome: .failed, duration: .zero, isTemporary: isTemporary)
        switch GuessSource.answer(servers: [server], sightings: [sighting]) {
        case .absent: #expect(expected == "absent")
        case .failed(_, let isTemporary, _): #expect(expected == "failed" && isTemporary)
        default: Issue.record("found")
        }
    }

    private func resolve(_ environment: SourceEnvironment, port: UInt16) async throws -> DiscoveryReport {
        let guesses = [Guess("imap", .imap, .tls, port: port), Guess("mail", .imap, .tls, port: port)]
        let resolver = AccountResolver(environment, .withoutServers, guesses: guesses)
        return await resolver.resolve(try EmailAddress(parsing: "alice@example.org"))
    }

    /// The whole way, against a server that is all that the domain has.
    @Test func `A domain that publishes nothing is found by its server`() async throws {
        let internet = TestInternet(mailHosts: ["mail.example.org"])
        try await internet.run { environment, _, certificate in
            let report = try await ScriptedServer.withServer(greeting, certificate: certificate, implicitTLS: true) {
                try await resolve(environment, port: $0)
            }
            let candidate = try #require(report.chosenCandidate)
            #expect(candidate.incoming.map(\.host) == ["mail.example.org"])
            #expect(candidate.trust.doubts.contains(.guessed))
            #expect(!candidate.isUsableWithoutAsking)
            #expect(report.sighting(of: candidate.incoming[0])?.greeting == "ready")
            #expect(report.verdict == .consentNeeded)
        }
    }

    @Test func `A server that is down may be there later`() async throws {
        let internet = TestInternet(mailHosts: ["mail.example.org"])
        try await internet.run { environment, _, _ in
            let report = try await RefusedPort.hold { try await resolve(environment, port: $0) }
            #expect(report.attempts.last?.source == .guess)
            #expect(report.attempts.last?.isTemporary == true)
            #expect(report.verdict == .unreachable)
        }
    }

    @Test func `A certificate for another name is no answer`() async throws {
        var internet = TestInternet(mailHosts: ["other.example.org"])
        internet.records["mail.example.org A"] = [.a("127.0.0.1")]
        try await internet.run { environment, _, certificate in
            let report = try await ScriptedServer.withServer("logout", certificate: certificate, implicitTLS: true) {
                try await resolve(environment, port: $0)
            }
            #expect(report.candidates.isEmpty)
            #expect(report.verdict == .unknown)
        }
    }

    @Test func `Nothing is guessed while somebody knows`() async throws {
        var internet = SourceSample.internet(for: SourceSample.all.filter { $0.source == .plainAutoconfig })
        internet.mailHosts = ["imap.example.org", "mail.example.org"]
        try await internet.run { environment, log, _ in
            let report = try await RefusedPort.hold { try await resolve(environment, port: $0) }
            #expect(report.chosenCandidate?.source == .plainAutoconfig)
            #expect(report.attempts.last?.outcome == .skipped)
            #expect(!log.queries.contains { $0.hasPrefix("imap.") || $0.hasPrefix("mail.") })
        }
    }
}

extension Trust {
    fileprivate var doubts: Set<Doubt> {
        if case .unverified(let doubts) = self { doubts } else { [] }
    }
}
