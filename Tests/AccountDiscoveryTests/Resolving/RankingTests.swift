import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct RankingTests {
    private func server(_ kind: MailProtocol, _ host: String, _ security: ConnectionSecurity = .tls, user: String = "u")
        -> ServerSettings
    {
        ServerSettings(protocol: kind, host: host, port: 1, security: security, username: user)
    }

    private func candidate(_ source: SourceName, _ trust: Trust, _ servers: ServerSettings...) -> Candidate {
        Candidate(
            source: source, trust: trust, incoming: servers.filter { $0.protocol != .smtp },
            outgoing: servers.filter { $0.protocol == .smtp })
    }

    @Test func trustComesBeforeSecurityAndSource() {
        let ranked = [
            candidate(.srv, .unverified([.unauthenticatedDNS]), server(.imap, "d")),
            candidate(.wellKnown, .trusted, server(.imap, "c", .starttls)),
            candidate(.autoconfig, .trusted, server(.imap, "b")),
            candidate(.url, .trusted, server(.imap, "e", .plaintext)),
            candidate(.profile, .trusted, server(.imap, "a")),
        ].ranked()
        #expect(ranked.map { $0.incoming[0].host } == ["a", "b", "c", "d", "e"])
    }

    @Test func plaintextServersRaiseDoubt() {
        #expect(
            candidate(.autoconfig, .trusted, server(.smtp, "a", .plaintext)).trust == .unverified([.plaintextServer]))
    }

    @Test func protectedServersArePreferred() {
        let candidate = candidate(.url, .trusted, server(.imap, "a", .plaintext), server(.imap, "b", .starttls))
        #expect(candidate.preferredServer(for: .imap)?.host == "b")
    }

    @Test func contradictionsAreListed() {
        let conflicts = Conflict.all(in: [
            candidate(.profile, .trusted, server(.imap, "a"), server(.smtp, "s")),
            candidate(.srv, .trusted, server(.imap, "b"), server(.smtp, "s", user: "v")),
        ])
        #expect(conflicts.map(\.what) == ["imap server", "smtp username"])
        #expect(conflicts[0].values.map(\.value) == ["a:1 tls", "b:1 tls"])
    }

    @Test func anAlternativeOfTheOtherIsNoContradiction() {
        let both = candidate(.profile, .trusted, server(.imap, "a"), server(.imap, "b"))
        #expect(Conflict.all(in: [both, candidate(.srv, .trusted, server(.imap, "b"))]).isEmpty)
    }

    /// The hosts that take mail for 163.com are those of NetEase's profile for companies, too.
    @Test func `What MX records say of the operator does not contradict a profile of its own`() {
        let known = candidate(.profile, .trusted, server(.imap, "imap.163.com"))
        let company = candidate(.mailExchangerProfile, .trusted, server(.imap, "imap.qiye.163.com"))
        #expect(Conflict.all(in: [known, company]).isEmpty)
        let elsewhere = candidate(.mailExchangerProfile, .trusted, server(.imap, "imap.example.org"))
        #expect(Conflict.all(in: [known, elsewhere]).count == 1)
        let published = candidate(.autoconfig, .trusted, server(.imap, "imap.qiye.163.com"))
        #expect(Conflict.all(in: [known, published]).count == 1)
    }
}
