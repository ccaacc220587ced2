import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct EverySourceTests {
    @Test(arguments: SourceSample.all)
    func `Each source alone is found, and graded`(sample: SourceSample) async throws {
        let domain = SourceSample.domain(for: [sample])
        let search = try await SourceSample.internet(for: [sample]).search(for: "alice@\(domain)")
        #expect(search.report.candidates.map(\.source) == [sample.source])
        let candidate = try #require(search.report.chosenCandidate)
        #expect(candidate.trust == sample.trust)
        #expect(candidate.incoming.first?.host == sample.host(in: domain))
        #expect(candidate.incoming.first?.username == "alice@\(domain)")
        #expect(candidate.isUsableWithoutAsking == (sample.trust == .trusted))
        #expect(search.report.verdict == (sample.trust == .trusted ? .usable : .consentNeeded))
        #expect(search.report.attempts.map(\.source) == SourceName.allCases.filter { $0 != .custom && $0 != .url })
        let others = search.report.attempts.filter { $0.source != sample.source }
        #expect(others.allSatisfy { $0.outcome == .absent || $0.outcome == .skipped }, "\(others)")
        #expect(search.report.conflicts.isEmpty)
    }

    static let pairs = SourceSample.all.indices.flatMap { first in
        SourceSample.all[(first + 1)...].map { [SourceSample.all[first], $0] }
    }

    @Test(arguments: pairs)
    func `Of two that disagree the better one wins, and the conflict is shown`(pair: [SourceSample]) async throws {
        let domain = SourceSample.domain(for: pair)
        let report = try await SourceSample.internet(for: pair).search(for: "alice@\(domain)").report
        #expect(report.candidates.map(\.source) == pair.map(\.source))
        let conflict = try #require(report.conflicts.first { $0.what == "imap server" })
        #expect(
            conflict.values
                == pair.map { Conflict.Value(source: $0.source, value: "\($0.host(in: domain)):993 tls") })
    }

    @Test func `All together are asked once each, and only the name server learns of the MX question once`()
        async throws
    {
        let search = try await SourceSample.internet(for: SourceSample.all).search(for: "alice@163.com")
        #expect(search.report.candidates.map(\.source) == SourceSample.all.map(\.source))
        #expect(search.log.queries.filter { $0 == "163.com 15" }.count == 1)
        let asked = search.log.requests.map { "\($0.isSecure) \($0.host) \($0.target)" }
        #expect(Set(asked).count == asked.count)
    }

    @Test func `Sources can be chosen, and own ones added`() async throws {
        struct OwnSource: DiscoverySource {
            let name = SourceName.custom
            func target(for address: EmailAddress) -> String { "directory" }
            func ask(_ inquiry: Inquiry) async -> SourceAnswer {
                let server = ServerSettings(
                    protocol: .imap, host: "imap.own.example", port: 993, security: .tls,
                    username: inquiry.address.localPart)
                return .found(Candidate(source: name, trust: .trusted, incoming: [server], outgoing: []))
            }
        }
        var options = DiscoveryOptions.withoutServers
        options.sources = [.srv]
        options.ownSources = [OwnSource()]
        let search = try await SourceSample.internet(for: SourceSample.all)
            .search(for: "alice@163.com", options: options)
        #expect(search.report.attempts.map(\.source) == [.custom, .srv])
        #expect(search.report.chosenCandidate?.incoming.first?.username == "alice")
        #expect(search.log.requests.isEmpty)
    }
}
