import AccountDiscovery
import MailCore
import Testing

@Suite struct ScreeningTests {
    private func server(_ host: String, _ port: UInt16 = 993, _ kind: MailProtocol = .imap) -> ServerSettings {
        ServerSettings(protocol: kind, host: host, port: port, security: .tls, username: "alice")
    }

    private func candidate(_ servers: ServerSettings..., source: SourceName = .autoconfig) -> Candidate {
        Candidate(
            source: source, trust: .trusted, incoming: servers.filter { $0.protocol != .smtp },
            outgoing: servers.filter { $0.protocol == .smtp })
    }

    @Test func `A candidate without fault stays as it is`() {
        let candidate = candidate(server("imap.example.org"), server("smtp.example.org", 465, .smtp))
        #expect(DiscoveredServerPolicy().screened(candidate) == candidate)
    }

    @Test func `A private server is taken out, with the reason, and costs only itself`() {
        let found = candidate(
            server("192.168.0.1"), server("imap.example.org"), server("mail.internal", 465, .smtp))
        let screened = DiscoveredServerPolicy().screened(found)
        #expect(screened.incoming.map(\.host) == ["imap.example.org"])
        #expect(screened.outgoing.isEmpty)
        #expect(screened.refused.map(\.settings.host) == ["192.168.0.1", "mail.internal"])
        #expect(screened.refused.allSatisfy { $0.reason.english.contains($0.settings.host) })
        #expect(screened.trust == .trusted)
    }

    @Test func `Allowed private hosts stay, metadata services do not`() {
        let found = candidate(server("192.168.0.1"), server("169.254.169.254", 143))
        let screened = DiscoveredServerPolicy(allowsPrivateHosts: true).screened(found)
        #expect(screened.incoming.map(\.host) == ["192.168.0.1"])
        #expect(screened.refused.map(\.settings.host) == ["169.254.169.254"])
    }

    @Test func `A port that is not mail's needs a yes`() {
        var found = candidate(server("imap.example.org", 6_379))
        #expect(DiscoveredServerPolicy().screened(found).trust == .unverified([.unusualPort]))
        found.trust = .unverified([.thirdParty])
        #expect(DiscoveredServerPolicy().screened(found).trust == .unverified([.thirdParty, .unusualPort]))
        #expect(DiscoveredServerPolicy().screened(found).incoming == found.incoming)
    }

    @Test func `Who allows private hosts knows which ports are mail's`() {
        let found = candidate(server("imap.example.org", 6_379))
        #expect(DiscoveredServerPolicy(allowsPrivateHosts: true).screened(found) == found)
    }

    @Test func `What is bundled is taken as it is`() {
        let bridge = candidate(server("127.0.0.1", 1_143), source: .profile)
        #expect(DiscoveredServerPolicy().screened(bridge) == bridge)
    }

    @Test(arguments: [19, 20, 21, 1_000])
    func `Of very many servers and pages only the first are kept`(count: Int) {
        var found = Candidate(source: .srv, trust: .trusted, incoming: [], outgoing: [])
        found.incoming = (0..<count).map { server("imap\($0).example.org") }
        found.outgoing = (0..<count).map { server("smtp\($0).example.org", 465, .smtp) }
        found.documentation = (0..<count - 10).map { "https://example.org/\($0)" }
        let screened = DiscoveredServerPolicy().screened(found)
        #expect(screened.incoming == Array(found.incoming.prefix(20)))
        #expect(screened.outgoing == Array(found.outgoing.prefix(20)))
        #expect(screened.documentation == Array(found.documentation.prefix(10)))
    }

    /// A port's doubt is about a server that is used.
    @Test func `A refused server raises no doubt about the others`() {
        let found = candidate(server("imap.example.org"), server("10.0.0.1", 22))
        #expect(DiscoveredServerPolicy().screened(found).trust == .trusted)
    }
}
