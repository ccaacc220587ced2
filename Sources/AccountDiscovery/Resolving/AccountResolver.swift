public import MailCore

/// Finds the settings of an address: every source is asked at once, and every answer is kept.
public struct AccountResolver: Sendable {
    private let sources: [any DiscoverySource]
    private let deadline: Duration

    /// - Parameter deadline: for all sources together; those that have not answered by then count as failed.
    public init(sources: [any DiscoverySource], deadline: Duration = Timeouts().discovery) {
        self.sources = sources
        self.deadline = deadline
    }

    /// Bundled profiles only: sends no packet.
    public static let offline = AccountResolver(sources: [ProfileSource()])

    /// Never fails: what could not be found is in the report's attempts.
    public func resolve(_ address: EmailAddress) async -> DiscoveryReport {
        let answers = await withTaskGroup(of: (Int, Attempt, Candidate?).self) { group in
            for (index, source) in sources.enumerated() {
                group.addTask {
                    let (attempt, candidate) = await Self.ask(source, about: address, deadline: deadline)
                    return (index, attempt, candidate)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
        }
        let candidates = answers.compactMap(\.2).ranked()
        return DiscoveryReport(
            address: address, provider: Self.provider(of: address, candidates: candidates), candidates: candidates,
            attempts: answers.map(\.1), conflicts: Conflict.all(in: candidates))
    }

    private static func ask(
        _ source: any DiscoverySource, about address: EmailAddress, deadline: Duration
    ) async -> (Attempt, Candidate?) {
        let clock = ContinuousClock()
        let start = clock.now
        var answer = await answer(of: source, about: address, deadline: deadline)
        // A source without servers for this address has found nothing.
        if case .found(let candidate, let hops) = answer, candidate.incoming.isEmpty && candidate.outgoing.isEmpty {
            answer = .absent(noServers, hops: hops)
        }
        return (Attempt(source, address, answer, duration: clock.now - start), answer.candidate)
    }

    /// A source that is cut off still says how far it came.
    private static func answer(
        of source: any DiscoverySource, about address: EmailAddress, deadline: Duration
    ) async -> SourceAnswer {
        await withTaskGroup(of: SourceAnswer?.self) { group in
            group.addTask { await source.ask(about: address) }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return nil
            }
            var answer: SourceAnswer?
            for await result in group {
                group.cancelAll()
                answer = answer ?? result
            }
            return answer ?? .failed(tooLate)
        }
    }

    private static func provider(of address: EmailAddress, candidates: [Candidate]) -> AutoconfigDocument? {
        if let profile = ProviderCatalog.profile(forDomain: address.domain) { return profile }
        let servers = candidates.first { !$0.incoming.isEmpty }?.incoming ?? []
        return servers.lazy.compactMap(ProviderCatalog.profile(forServer:)).first
    }

    private static let tooLate = LocalizedText("There was no answer in time.", zhHans: "没有按时得到答复。")
    private static let noServers = LocalizedText(
        "It names no usable mail server.", zhHans: "其中没有可用的邮件服务器。")
}

extension SourceAnswer {
    fileprivate var candidate: Candidate? {
        if case .found(let candidate, _) = self { candidate } else { nil }
    }
}

extension Attempt {
    fileprivate init(
        _ source: any DiscoverySource, _ address: EmailAddress, _ answer: SourceAnswer, duration: Duration
    ) {
        self.init(
            source: source.name, target: source.target(for: address), outcome: .found, duration: duration, hops: [])
        switch answer {
        case .found(let candidate, let hops): (trust, self.hops) = (candidate.trust, hops)
        case .absent(let reason, let hops): (outcome, self.reason, self.hops) = (.absent, reason, hops)
        case .failed(let reason, let hops): (outcome, self.reason, self.hops) = (.failed, reason, hops)
        case .skipped(let reason): (outcome, self.reason) = (.skipped, reason)
        }
    }
}
