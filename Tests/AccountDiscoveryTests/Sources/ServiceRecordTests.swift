import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

@Suite struct ServiceRecordTests {
    private func search(
        _ records: [String: [DNSTestRecord]], pages: [String: String] = [:]
    ) async throws -> TestInternet.Search {
        var internet = TestInternet(pages: pages)
        for (label, found) in records { internet.records["\(label)._tcp.example.org SRV"] = found }
        return try await internet.search(for: "alice@example.org")
    }

    @Test func `Priority decides across services, then TLS from the first byte`() async throws {
        let search = try await search([
            "_imap": [.srv(5, 0, 143, "first.example.org")], "_imaps": [.srv(10, 0, 993, "second.example.org")],
            "_submission": [.srv(0, 0, 587, "later.example.org")],
            "_submissions": [.srv(0, 0, 465, "sooner.example.org")],
        ])
        let candidate = try #require(search.report.chosenCandidate)
        #expect(candidate.incoming.map(\.host) == ["first.example.org", "second.example.org"])
        #expect(candidate.outgoing.map(\.host) == ["sooner.example.org", "later.example.org"])
    }

    /// The draw of RFC 2782 itself is tested where it is made.
    @Test func `Weight decides within one priority, however the answer is ordered`() async throws {
        var firsts: [String: Int] = [:]
        for _ in 0..<20 {
            let search = try await search([
                "_imaps": [
                    .srv(1, 1, 993, "light.example.org"), .srv(1, 65_535, 993, "heavy.example.org"),
                    .srv(2, 65_535, 993, "spare.example.org"),
                ]
            ])
            let hosts = search.report.chosenCandidate?.incoming.map(\.host) ?? []
            #expect(hosts.last == "spare.example.org")
            firsts[hosts.first ?? "", default: 0] += 1
        }
        #expect(firsts["heavy.example.org", default: 0] > 10)
    }

    @Test func `That a service is not offered is kept, and shown as a conflict`() async throws {
        let search = try await search(
            [
                "_imaps": [.srv(0, 0, 0, ".")], "_imap": [.srv(0, 0, 0, ".")],
                "_pop3s": [.srv(0, 0, 995, "pop.example.org")],
            ],
            pages: ["autoconfig.example.org/mail/config-v1.1.xml": TestDocuments.autoconfig("imap.example.org")])
        let evidence = try #require(search.attempt(.srv)?.evidence)
        #expect(
            Set(evidence.denied) == [
                DeniedService(protocol: .imap, security: .tls), DeniedService(protocol: .imap, security: .starttls),
            ])
        let conflict = try #require(search.report.conflicts.first { $0.what == "imap offered" })
        #expect(conflict.values.map(\.source) == [.autoconfig, .srv])
        #expect(conflict.values.last?.value == "no imap tls, no imap starttls")
    }

    @Test func `A domain that offers nothing says so, which is no failure`() async throws {
        let search = try await search(["_imaps": [.srv(0, 0, 0, ".")]])
        #expect(search.attempt(.srv)?.outcome == .absent)
        #expect(search.attempt(.srv)?.reason?.english.contains("offers no mail service") == true)
    }
}
