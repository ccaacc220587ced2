import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

/// Slow and dead hosts, and ways that end.
@Suite struct DeadHostTests {
    @Test func `Hosts that never answer cost no more than the deadline, and the rest is kept`() async throws {
        var internet = SourceSample.internet(for: SourceSample.all.filter { $0.source == .srv })
        internet.silentHosts = ["autoconfig.example.org", "example.org", TestInternet.ispdb]
        internet.silentNames = ["ua-auto-config.example.org", "autodiscover.example.org"]
        let start = ContinuousClock.now
        let search = try await internet.search(for: "alice@example.org", timeout: .seconds(2))
        #expect(start.duration(to: .now) < .seconds(10))
        #expect(search.report.chosenCandidate?.source == .srv)
        for source in [SourceName.autoconfig, .wellKnown, .ispdb, .pacc, .autodiscover] {
            #expect(search.attempt(source)?.outcome == .failed, "\(source)")
            #expect(search.attempt(source)?.isTemporary == true, "\(source)")
        }
        // How far it came is still said.
        #expect(search.attempt(.ispdb)?.evidence.hops.count == 1)
    }

    @Test func `Who is not there is not waited for once the settings are known for certain`() async throws {
        var internet = SourceSample.internet(for: SourceSample.all.filter { $0.source == .autoconfig })
        internet.silentHosts = [TestInternet.ispdb]
        var options = DiscoveryOptions.withoutServers
        options.patience = .milliseconds(100)
        let search = try await internet.search(for: "alice@example.org", timeout: .seconds(600), options: options)
        #expect(search.report.chosenCandidate?.source == .autoconfig)
        #expect(search.attempt(.ispdb)?.isTemporary == true)
    }

    @Test func `Nobody is in doubt while somebody better may still answer`() async throws {
        var internet = SourceSample.internet(for: SourceSample.all.filter { $0.source == .autoconfig })
        internet.silentHosts = ["ua-auto-config.example.org"]
        var options = DiscoveryOptions.withoutServers
        options.patience = .zero
        let search = try await internet.search(for: "alice@example.org", timeout: .seconds(3), options: options)
        #expect(search.report.chosenCandidate?.source == .autoconfig)
        #expect(search.attempt(.pacc)?.outcome == .failed)
    }

    @Test func `A way that passes through plain HTTP is not followed`() async throws {
        var internet = TestInternet()
        let path = "/mail/config-v1.1.xml"
        internet.pages["autoconfig.example.org\(path)"] =
            TestDocuments.redirect("http://autoconfig.example.org:HTTP\(path)?again")
        internet.plainPages["autoconfig.example.org\(path)"] = TestDocuments.redirect(
            "https://other.example:HTTPS\(path)")
        internet.pages["other.example\(path)"] = TestDocuments.autoconfig("imap.other.example")
        let search = try await internet.search(for: "alice@example.org")
        #expect(search.attempt(.autoconfig)?.outcome == .failed)
        // Asked over http from the start it is followed, and stays doubtful although it ends in https.
        let candidate = try #require(search.report.chosenCandidate)
        #expect(candidate.source == .plainAutoconfig)
        #expect(candidate.trust == .unverified([.plainHTTP]))
        #expect(!candidate.isUsableWithoutAsking)
        #expect(search.attempt(.plainAutoconfig)?.evidence.protection == Evidence.Protection.none)
        #expect(search.attempt(.plainAutoconfig)?.evidence.hops.count == 2)
    }

    @Test func `Servers of one's own network are left out, with the reason`() async throws {
        var internet = TestInternet()
        internet.pages["autoconfig.example.org/mail/config-v1.1.xml"] = TestDocuments.autoconfig("169.254.169.254")
        let search = try await internet.search(for: "alice@example.org")
        #expect(search.report.candidates.isEmpty)
        #expect(search.attempt(.autoconfig)?.outcome == .failed)
        #expect(search.attempt(.autoconfig)?.reason?.english.contains("169.254.169.254") == true)
    }
}
