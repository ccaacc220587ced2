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

    /// The whole way, against a server that is the only thing the domain has.
    @Test func `A domain that publishes nothing is found by its server`() async throws {
        let folder = try TemporaryFolder()
        _ = folder
        var internet = TestInternet()
        internet.records["mail.example.org A"] = [.a("127.0.0.1")]
        try await internet.run { environment, log in
            let search = try await RefusedPort.hold { port in
                let resolver = AccountResolver(
                    environment, .withoutServers, guesses: [Guess("mail", .imap, .tls, port: port)])
                return await resolver.resolve(try EmailAddress(parsing: "alice@example.org"))
            }
            #expect(search.attempts.last?.source == .guess)
            #expect(search.attempts.last?.isTemporary == true)
            #expect(search.verdict == .unreachable)
            #expect(log.queries.contains { $0.hasPrefix("mail.example.org") })
        }
    }
}
