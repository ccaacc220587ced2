import DNSResolution
import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

@Suite struct MailExchangerTests {
    private func search(
        _ exchangers: [DNSTestRecord], pages: [String: String] = [:], isAuthenticated: Bool = false
    ) async throws -> TestInternet.Search {
        var internet = TestInternet(pages: pages, isAuthenticated: isAuthenticated)
        internet.records["example.org MX"] = exchangers
        return try await internet.search(for: "alice@example.org")
    }

    @Test(arguments: [
        ("aspmx.l.google.com", "google-workspace"), ("example-org.mail.protection.outlook.com", "microsoft365"),
        ("mxbiz1.qq.com", "exmail"), ("in1-smtp.messagingengine.com", "fastmail"), ("mx00.ionos.de", "ionos-de"),
        ("mx1.emailsrvr.com", "rackspace"), ("mx.zoho.eu", "zoho-pro-eu"), ("aspmx1.migadu.com", "migadu"),
        ("mx1.titan.email", "titan"), ("mx1.qiye.aliyun.com", "aliyun-enterprise"),
    ])
    func `A company's domain leads to the provider that takes its mail`(host: String, provider: String) async throws {
        let search = try await search([.mx(10, host)])
        #expect(search.report.provider?.identifier == provider)
        let candidate = try #require(search.report.chosenCandidate)
        #expect(candidate.source == .mailExchangerProfile)
        #expect(candidate.trust == .unverified([.unauthenticatedDNS]))
        #expect(candidate.incoming.first?.username == "alice@example.org")
    }

    @Test func `With DNSSEC it may be used without asking`() async throws {
        let search = try await search([.mx(10, "aspmx.l.google.com")], isAuthenticated: true)
        #expect(search.report.chosenCandidate?.trust == .trusted)
        #expect(search.attempt(.mailExchangerProfile)?.evidence.isAuthenticatedByDNSSEC == true)
    }

    @Test func `The preferred host comes first, and any known one counts`() async throws {
        let search = try await search([
            .mx(30, "mxbiz1.qq.com"), .mx(10, "filter.example.com"), .mx(20, "aspmx.l.google.com"),
        ])
        #expect(search.report.provider?.identifier == "google-workspace")
    }

    @Test func `A provider that lets nobody in is known by its mail hosts, too`() async throws {
        let search = try await search([.mx(10, "mail.tutanota.de")])
        #expect(search.report.provider?.identifier == "tuta")
        #expect(search.report.verdict == .impossible)
        #expect(search.report.chosen == nil)
        #expect(search.attempt(.guess)?.outcome == .skipped)
    }

    @Test func `A domain without mail has no provider`() async throws {
        let search = try await search([.mx(0, ".")])
        #expect(search.report.verdict == .unknown)
        #expect(search.attempt(.mailExchangerProfile)?.outcome == .absent)
    }

    @Test func `The hoster is asked by the nearer name first`() async throws {
        let search = try await search(
            [.mx(10, "mx1.eu.hoster.example")],
            pages: [
                "autoconfig.hoster.example/mail/config-v1.1.xml": TestDocuments.autoconfig("imap.hoster.example"),
                "autoconfig.eu.hoster.example/mail/config-v1.1.xml": TestDocuments.autoconfig("imap.eu.hoster.example"),
            ])
        #expect(search.report.chosenCandidate?.incoming.first?.host == "imap.eu.hoster.example")
        #expect(search.report.chosenCandidate?.trust == .unverified([.unauthenticatedDNS, .otherDomain]))
    }

    @Test func `With DNSSEC the hoster's document is trusted, and the database's is not`() async throws {
        let search = try await search(
            [.mx(10, "mx.hoster.example")],
            pages: [
                "autoconfig.hoster.example/mail/config-v1.1.xml": TestDocuments.autoconfig("imap.hoster.example"),
                "\(TestInternet.ispdb)/v1.1/hoster.example": TestDocuments.autoconfig("imap.hoster.example"),
            ], isAuthenticated: true)
        #expect(search.attempt(.mailExchangerAutoconfig)?.trust == .trusted)
        #expect(search.attempt(.mailExchangerISPDB)?.trust == .unverified([.thirdParty]))
    }

    @Test func `A domain that takes its own mail is not asked twice`() async throws {
        let search = try await search([.mx(10, "mx.example.org")])
        #expect(search.attempt(.mailExchangerAutoconfig)?.outcome == .skipped)
        #expect(search.attempt(.mailExchangerISPDB)?.outcome == .skipped)
        #expect(search.log.requests.filter { $0.host == "autoconfig.example.org" && $0.isSecure }.count <= 1)
    }

    @Test(arguments: [
        ("mx.hoster.example", ["hoster.example"]), ("mx1.eu.hoster.example", ["eu.hoster.example", "hoster.example"]),
        ("hoster.example", ["hoster.example"]), ("mx.example.org", []),
        ("mx.a.hoster.co.uk", ["a.hoster.co.uk", "hoster.co.uk"]),
        ("hoster.co.uk", ["hoster.co.uk"]), ("localhost", []),
    ])
    func `Domains follow from the mail host`(host: String, expected: [String]) {
        let exchanger = MailExchanger(preference: 10, host: host)
        #expect(MailExchangerDomains.all(of: [exchanger], for: "example.org") == expected)
    }

    @Test func `When DNS does not answer, nothing is said about the domain`() async throws {
        var internet = TestInternet()
        internet.silentNames = ["example.org"]
        let search = try await internet.search(for: "alice@example.org", timeout: .seconds(2))
        for source in [SourceName.mailExchangerProfile, .mailExchangerAutoconfig, .mailExchangerISPDB] {
            #expect(search.attempt(source)?.outcome == .failed)
            #expect(search.attempt(source)?.isTemporary == true)
        }
        #expect(search.report.verdict == .unreachable)
    }
}
