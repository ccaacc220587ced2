import MailCore
import Testing

@testable import AccountDiscovery

/// The course of a search, without a clock and without a network.
@Suite struct DiscoveryRunTests {
    private struct NamedSource: DiscoverySource {
        let name: SourceName
        var stage: DiscoveryStage { name == .profile ? .local : name == .guess ? .lastResort : .network }
        func target(for address: EmailAddress) -> String { name.rawValue }
        func ask(_ inquiry: Inquiry) async -> SourceAnswer { .skipped(DiscoveryReason.notNeeded) }
    }

    private static let names: [SourceName] = [.profile, .autoconfig, .srv, .guess]
    private let absent = SourceAnswer.absent(LocalizedText("nothing", zhHans: ""))

    private func run(patience: Duration = .seconds(2), sightings: Int = 0) throws -> DiscoveryRun {
        DiscoveryRun(
            about: try EmailAddress(parsing: "alice@example.org"), sources: Self.names.map(NamedSource.init),
            limits: DiscoveryLimits(deadline: .seconds(8), patience: patience, sightings: sightings),
            policy: DiscoveredServerPolicy())
    }

    private func server(_ host: String, _ kind: MailProtocol = .imap) -> ServerSettings {
        ServerSettings(protocol: kind, host: host, port: 993, security: .tls, username: "alice")
    }

    private func found(_ source: SourceName, _ trust: Trust = .trusted, _ servers: ServerSettings...) -> SourceAnswer {
        let servers = servers.isEmpty ? [server("imap.example.org")] : servers
        return .found(
            Candidate(
                source: source, trust: trust, incoming: servers.filter { $0.protocol != .smtp },
                outgoing: servers.filter { $0.protocol == .smtp }))
    }

    @Test func `What is bundled comes first, then everybody at once, then guesses`() throws {
        var run = try run()
        #expect(run.begin() == [.ask(0)])
        #expect(run.handle(.answered(0, absent, .zero)) == [.remind(.deadline), .remind(.half), .ask(1), .ask(2)])
        #expect(run.handle(.answered(2, absent, .zero)) == [])
        #expect(run.handle(.answered(1, absent, .zero)) == [.ask(3)])
        #expect(run.handle(.answered(3, absent, .zero)) == [.stop])
        #expect(run.report.attempts.map(\.outcome) == [.absent, .absent, .absent, .absent])
    }

    @Test func `What uses no network needs no clock`() throws {
        var run = DiscoveryRun(
            about: try EmailAddress(parsing: "alice@example.org"), sources: [NamedSource(name: .profile)],
            limits: DiscoveryLimits(deadline: .seconds(8), patience: .seconds(2), sightings: 0),
            policy: DiscoveredServerPolicy())
        #expect(run.begin() == [.ask(0)])
        #expect(run.handle(.answered(0, found(.profile), .zero)) == [.stop])
    }

    @Test func `Nothing is guessed when somebody knows`() throws {
        var run = try run()
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        _ = run.handle(.answered(1, found(.autoconfig, .unverified([.plainHTTP])), .zero))
        #expect(run.handle(.answered(2, absent, .zero)) == [.stop])
        #expect(run.report.attempts.last?.outcome == .skipped)
    }

    @Test func `Half of the time is enough to wait before guessing`() throws {
        var run = try run()
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        #expect(run.handle(.timePassed(.half)) == [.ask(3)])
        #expect(run.handle(.answered(3, found(.guess, .unverified([.guessed])), .zero)) == [])
        #expect(run.handle(.timePassed(.deadline)) == [.stop])
        // Those that were cut off still say how far they came, and start nothing.
        #expect(run.handle(.answered(1, found(.autoconfig), .zero)) == [])
        #expect(run.report.chosenCandidate?.source == .autoconfig)
        #expect(run.report.attempts[2].outcome == .skipped)
    }

    @Test func `Patience begins when no better answer can come`() throws {
        var run = try run()
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        #expect(run.handle(.answered(2, found(.srv), .zero)) == [])
        #expect(run.handle(.answered(1, absent, .zero)) == [.stop])

        run = try self.run()
        _ = run.begin()
        #expect(
            run.handle(.answered(0, found(.profile), .zero))
                == [.remind(.deadline), .remind(.half), .ask(1), .ask(2), .remind(.patience)])
        #expect(run.handle(.timePassed(.patience)) == [.stop])
    }

    @Test func `Without patience a bundled profile ends it`() throws {
        var run = try run(patience: .zero)
        _ = run.begin()
        #expect(run.handle(.answered(0, found(.profile), .zero)) == [.stop])
        #expect(run.report.attempts.dropFirst().allSatisfy { $0.outcome == .skipped })
    }

    @Test func `An unverified answer ends nothing`() throws {
        var run = try run(patience: .zero)
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        #expect(run.handle(.answered(1, found(.autoconfig, .unverified([.thirdParty])), .zero)) == [])
    }

    @Test func `Each server is looked at once, and the search waits for it`() throws {
        var run = try run(sightings: 12)
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        let unsure = Trust.unverified([.thirdParty])
        let shared = server("imap.example.org")
        let look = { (server: ServerSettings) in DiscoveryRun.Action.look(at: server, isOnThisComputer: false) }
        #expect(run.handle(.answered(1, found(.autoconfig, unsure, shared), .zero)) == [look(shared)])
        let own = server("other.example.org", .smtp)
        // A port that mail does not use is not looked at before somebody agreed.
        #expect(run.handle(.answered(2, found(.srv, unsure, shared, own), .zero)) == [look(own)])
        #expect(run.handle(.sighted(ServerSighting(shared, outcome: .ready, duration: .zero))) == [])
        #expect(run.handle(.sighted(ServerSighting(own, outcome: .failed, duration: .zero))) == [.stop])
        #expect(run.report.sighting(of: shared)?.outcome == .ready)
    }

    @Test(arguments: [(2, 2), (3, 3), (4, 3)])
    func `Servers looked at are limited`(limit: Int, expected: Int) throws {
        var run = try run(sightings: limit)
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        let answer = found(
            .autoconfig, .trusted, server("a.example.org"), server("b.example.org", .pop3),
            server("c.example.org", .smtp))
        let looks = run.handle(.answered(1, answer, .zero)).filter { if case .look = $0 { true } else { false } }
        #expect(looks.count == expected)
    }

    @Test(arguments: [("10.0.0.1", UInt16(993)), ("imap.example.org", 22), ("printer.local", 993)])
    func `No server is looked at that nobody may be led to`(host: String, port: UInt16) throws {
        var run = try run(sightings: 12)
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        var strange = server(host)
        strange.port = port
        #expect(run.handle(.answered(1, found(.autoconfig, .trusted, strange), .zero)) == [])
    }

    @Test func `A guess that the domain contradicts does not count`() throws {
        var run = try run()
        _ = run.begin()
        _ = run.handle(.answered(0, absent, .zero))
        _ = run.handle(.answered(1, absent, .zero))
        let denial = Evidence(denied: [DeniedService(protocol: .imap, security: .tls)])
        _ = run.handle(.answered(2, .absent(LocalizedText("", zhHans: ""), denial), .zero))
        _ = run.handle(.answered(3, found(.guess, .unverified([.guessed])), .zero))
        #expect(run.report.candidates.isEmpty)
    }

    /// MX records can be forged, and who takes a domain's mail need not be who keeps it.
    @Test func `That a mail host's provider lets nobody in does not end the search`() throws {
        var run = DiscoveryRun(
            about: try EmailAddress(parsing: "alice@example.org"),
            sources: [.mailExchangerProfile, .autoconfig, .guess].map(NamedSource.init),
            limits: DiscoveryLimits(deadline: .seconds(8), patience: .zero, sightings: 0),
            policy: DiscoveredServerPolicy())
        _ = run.begin()
        let impossible = Evidence(profile: "tuta")
        #expect(run.handle(.answered(0, .absent(LocalizedText("", zhHans: ""), impossible), .zero)) == [])
        #expect(run.handle(.answered(1, found(.autoconfig), .zero)) == [.stop])
        #expect(run.report.verdict == .usable)
    }

    @Test func `A provider that lets nobody in is believed, except by itself`() throws {
        var run = try run()
        _ = run.begin()
        let impossible = Evidence(profile: "tuta")
        _ = run.handle(.answered(0, .absent(LocalizedText("", zhHans: ""), impossible), .zero))
        _ = run.handle(.answered(2, found(.srv, .unverified([.unauthenticatedDNS])), .zero))
        #expect(run.report.verdict == .impossible)
        _ = run.handle(.answered(1, found(.autoconfig), .zero))
        #expect(run.report.chosenCandidate?.source == .autoconfig)
        #expect(run.report.verdict == .usable)
    }
}
