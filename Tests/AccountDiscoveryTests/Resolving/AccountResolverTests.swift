import AccountDiscovery
import MailCore
import Testing

@Suite struct AccountResolverTests {
    /// Answers after a time; when cut off it still says how far it came.
    private struct SlowSource: DiscoverySource {
        let name: SourceName
        let delay: Duration
        let answer: SourceAnswer

        func target(for address: EmailAddress) -> String { "target of \(name.rawValue)" }

        func ask(_ inquiry: Inquiry) async -> SourceAnswer {
            do {
                try await Task.sleep(for: delay)
                return answer
            } catch {
                return .failed(
                    LocalizedText("cut off", zhHans: ""), isTemporary: true, Evidence(hops: ["https://a.org/"]))
            }
        }
    }

    private let address: EmailAddress
    private let candidate: Candidate

    init() throws {
        address = try EmailAddress(parsing: "alice@example.org")
        let server = ServerSettings(
            protocol: .imap, host: "imap.example.org", port: 993, security: .tls, username: "alice")
        candidate = Candidate(source: .autoconfig, trust: .trusted, incoming: [server], outgoing: [])
    }

    @Test func everyAnswerIsKept() async {
        let nothing = LocalizedText("nothing", zhHans: "")
        let resolver = AccountResolver(sources: [
            SlowSource(name: .autoconfig, delay: .milliseconds(20), answer: .found(candidate, Evidence(hops: ["h"]))),
            SlowSource(name: .wellKnown, delay: .zero, answer: .absent(nothing)),
            SlowSource(name: .srv, delay: .zero, answer: .skipped(nothing)),
        ])
        let report = await resolver.resolve(address)
        #expect(report.attempts.map(\.outcome) == [.found, .absent, .skipped])
        #expect(report.attempts.map(\.source) == [.autoconfig, .wellKnown, .srv])
        #expect(report.attempts[0].evidence.hops == ["h"])
        #expect(report.attempts[0].trust == .trusted)
        #expect(report.attempts[0].duration >= .milliseconds(20))
        #expect(report.chosenCandidate == candidate)
    }

    @Test func theDeadlineCutsOffTheSlowAndKeepsTheRest() async {
        let resolver = AccountResolver(
            sources: [
                SlowSource(name: .autoconfig, delay: .zero, answer: .found(candidate)),
                SlowSource(name: .srv, delay: .seconds(3_600), answer: .found(candidate)),
            ], deadline: .milliseconds(200))
        let report = await resolver.resolve(address)
        #expect(report.candidates == [candidate])
        #expect(report.attempts.map(\.outcome) == [.found, .failed])
        #expect(report.attempts[1].evidence.hops == ["https://a.org/"])
    }

    @Test func aCandidateWithoutServersIsNone() async {
        let empty = Candidate(source: .autoconfig, trust: .trusted, incoming: [], outgoing: [])
        let resolver = AccountResolver(sources: [
            SlowSource(name: .autoconfig, delay: .zero, answer: .found(empty))
        ])
        let report = await resolver.resolve(address)
        #expect(report.attempts.map(\.outcome) == [.absent])
        #expect(report.chosen == nil)
    }

    @Test func offlineKnowsTheProviders() async throws {
        let report = await AccountResolver.offline.resolve(try EmailAddress(parsing: "bob@163.com"))
        #expect(report.provider?.identifier == "netease-163")
        #expect(report.chosenCandidate?.incoming.first?.host == "imap.163.com")
        #expect(report.chosenCandidate?.incoming.first?.username == "bob@163.com")
    }

    @Test func aHostedDomainLeadsToItsProvider() async {
        var hosted = candidate
        hosted.incoming[0].host = "outlook.office365.com"
        let resolver = AccountResolver(sources: [
            SlowSource(name: .autoconfig, delay: .zero, answer: .found(hosted))
        ])
        #expect(await resolver.resolve(address).provider?.identifier == "microsoft365")
    }
}
