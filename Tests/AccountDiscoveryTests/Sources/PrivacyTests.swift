import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

/// What leaves the machine, and to whom.
@Suite struct PrivacyTests {
    private let address = "a.li+ce@example.org"

    @Test func `The database is told the domain and nothing else`() async throws {
        let samples = SourceSample.all.filter { [.ispdb, .mailExchangerISPDB].contains($0.source) }
        let search = try await SourceSample.internet(for: samples).search(for: address)
        let requests = search.log.requests.filter { $0.host == TestInternet.ispdb }
        #expect(Set(requests.map(\.target)) == ["/v1.1/example.org", "/v1.1/hoster.example"])
        #expect(
            requests.allSatisfy { !$0.text.contains("ce@") && !$0.text.contains("ce%40") && !$0.text.contains("a.li") })
    }

    @Test func `Only the provider is told the address, encoded, and only over https`() async throws {
        let search = try await SourceSample.internet(for: SourceSample.all.filter { $0.source != .profile })
            .search(for: address)
        let told = search.log.requests.filter { $0.text.contains("a.li") }
        let places = Set(told.map { "\($0.host)\($0.target)" })
        let query = "autoconfig.example.org/mail/config-v1.1.xml?emailaddress=a.li%2Bce%40example.org"
        let autodiscover = "example.org/autodiscover/autodiscover.xml"
        #expect(places.contains(query) && places.contains("autodiscover." + autodiscover))
        #expect(places.isSubset(of: [query, autodiscover, "autodiscover." + autodiscover]))
        #expect(told.allSatisfy { $0.isSecure })
        #expect(search.log.requests.contains { !$0.isSecure })
        #expect(search.log.queries.allSatisfy { !$0.contains("a.li") })
    }

    @Test func `Without the database it is not asked`() async throws {
        var options = DiscoveryOptions.withoutServers
        options.sources.subtract([.ispdb, .mailExchangerISPDB])
        let search = try await SourceSample.internet(for: SourceSample.all).search(
            for: "alice@163.com", options: options)
        #expect(!search.log.requests.isEmpty)
        #expect(search.log.requests.allSatisfy { $0.host != TestInternet.ispdb })
        #expect(search.log.queries.allSatisfy { !$0.hasPrefix(TestInternet.ispdb) })
    }

    /// For whoever wants to use the settings, not to compare them.
    @Test func `Without patience a provider we know costs no packet`() async throws {
        var options = DiscoveryOptions.withoutServers
        options.patience = .zero
        let search = try await SourceSample.internet(for: SourceSample.all)
            .search(for: "alice@163.com", options: options)
        #expect(search.report.chosenCandidate?.source == .profile)
        #expect(search.log.requests.isEmpty)
        #expect(search.log.queries.isEmpty)
        #expect(search.report.attempts.dropFirst().allSatisfy { $0.outcome == .skipped })
    }
}
