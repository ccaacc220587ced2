internal import MailCore

/// The course of one search: what has happened goes in, what to do comes out. Knows no clock and opens no connection.
struct DiscoveryRun {
    enum Event: Sendable {
        case answered(Int, SourceAnswer, Duration)
        case sighted(ServerSighting)
        case timePassed(Mark)
    }

    enum Action: Hashable, Sendable {
        /// Ask the source with this index.
        case ask(Int)
        case look(at: ServerSettings, isOnThisComputer: Bool)
        /// Say when the time has come.
        case remind(Mark)
        /// End everything that still runs; its answers are taken as they come.
        case stop
    }

    /// Points in time.
    enum Mark: Hashable, Sendable {
        /// Half of the time is over.
        case half
        /// Somebody has known the settings for so long that the others are not waited for.
        case patience
        case deadline
    }

    private let address: EmailAddress
    private let sources: [any DiscoverySource]
    private let limits: DiscoveryLimits
    private let policy: DiscoveredServerPolicy
    private var stage = DiscoveryStage.local
    private var attempts: [Int: Attempt] = [:]
    private var found: [Int: Candidate] = [:]
    /// Bundled profiles that answers led to.
    private var profiles: [Int: AutoconfigDocument] = [:]
    private var sightings: [ServerSighting] = []
    private var awaited: [ServerSettings] = []
    private var isPatienceRunning = false
    private var isHalfOver = false
    private(set) var isStopped = false

    init(
        about address: EmailAddress, sources: [any DiscoverySource], limits: DiscoveryLimits,
        policy: DiscoveredServerPolicy
    ) {
        self.policy = policy
        self.address = address
        self.sources = sources
        self.limits = limits
    }

    mutating func begin() -> [Action] {
        ask(.local) + advance()
    }

    mutating func handle(_ event: Event) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .answered(let index, let answer, let duration): actions = note(answer, from: index, duration: duration)
        case .sighted(let sighting):
            awaited.removeAll(where: sighting.isOf)
            sightings.append(sighting)
        case .timePassed(.half): isHalfOver = true
        case .timePassed(.patience), .timePassed(.deadline): return stop()
        }
        return actions + advance()
    }

    // MARK: What comes in

    private mutating func note(_ answer: SourceAnswer, from index: Int, duration: Duration) -> [Action] {
        var answer = answer
        if case .found(let candidate, let evidence) = answer {
            answer = settled(candidate, evidence)
        }
        attempts[index] = Attempt(
            source: source(index), target: sources[index].target(for: address), answer: answer, duration: duration)
        sightings += answer.evidence.probes
        profiles[index] = answer.evidence.profile.flatMap(ProviderCatalog.profile(identifier:))
        guard let candidate = answer.candidate else { return [] }
        found[index] = candidate
        return looks(at: candidate)
    }

    /// Without the servers that must not be used, and without guesses that the domain itself contradicts.
    private func settled(_ candidate: Candidate, _ evidence: Evidence) -> SourceAnswer {
        let candidate = policy.screened(candidate.without(candidate.source == .guess ? denied : []))
        guard candidate.isEmpty else { return .found(candidate, evidence) }
        let refusal = candidate.refused.first?.reason
        return refusal.map { .failed($0, isTemporary: false, evidence) } ?? .absent(DiscoveryReason.noServers, evidence)
    }

    private mutating func looks(at candidate: Candidate) -> [Action] {
        guard limits.sightings > 0, !isStopped else { return [] }
        let isBridge = candidate.isBridge(of: profile)
        return candidate.preferredServers.compactMap { server in
            guard isBridge || policy.permitsLook(at: server) else { return nil }
            let isKnown = awaited.contains { $0.isSameServer(as: server) } || sightings.contains { $0.isOf(server) }
            guard !isKnown, awaited.count + sightings.count < limits.sightings else { return nil }
            awaited.append(server)
            return .look(at: server, isOnThisComputer: isBridge)
        }
    }

    private var denied: [DeniedService] { attempts.values.flatMap(\.evidence.denied) }

    // MARK: What follows

    private mutating func advance() -> [Action] {
        guard !isStopped else { return [] }
        if isDecided, limits.patience == .zero { return stop() }
        var actions: [Action] = []
        while stage != .lastResort, isOver(stage) || (stage == .network && isHalfOver && !isAnybodyKnowing) {
            actions += enterNextStage()
        }
        if stage == .lastResort, isEverythingOver { return actions + stop() }
        if isDecided, !isPatienceRunning {
            isPatienceRunning = true
            actions.append(.remind(.patience))
        }
        return actions
    }

    /// Time begins with the first question that uses the network: what is local answers at once.
    private mutating func enterNextStage() -> [Action] {
        switch stage {
        case .local:
            stage = .network
            let questions = ask(.network)
            return usesNetwork ? [.remind(.deadline), .remind(.half)] + questions : questions
        case .network, .lastResort:
            stage = .lastResort
            return isAnybodyKnowing ? [] : ask(.lastResort)
        }
    }

    private var usesNetwork: Bool { limits.sightings > 0 || sources.contains { $0.stage != .local } }

    private mutating func stop() -> [Action] {
        isStopped = true
        return [.stop]
    }

    private func ask(_ stage: DiscoveryStage) -> [Action] {
        sources.indices.filter { sources[$0].stage == stage }.map(Action.ask)
    }

    private func isOver(_ stage: DiscoveryStage) -> Bool {
        sources.indices.allSatisfy { sources[$0].stage != stage || attempts[$0] != nil }
    }

    private var isAnybodyKnowing: Bool { isImpossible || found.values.contains { !$0.incoming.isEmpty } }

    private var isEverythingOver: Bool {
        isOver(.network) && (isAnybodyKnowing || isOver(.lastResort)) && awaited.isEmpty
    }

    /// Whether no answer that is still out can be better than the best one.
    private var isDecided: Bool {
        let isBetterOut = { (rank: Int) in
            sources.indices.contains { attempts[$0] == nil && source($0).rank < rank }
        }
        let isRuledOut = profiles.contains { source($0.key) == .profile && $0.value.notes?.isImpossible == true }
        return isRuledOut
            || found.contains { index, candidate in
                candidate.isUsableWithoutAsking && !candidate.incoming.isEmpty && !isBetterOut(source(index).rank)
            }
    }

    /// The provider is known to let nobody in.
    private var isImpossible: Bool { profile?.notes?.isImpossible == true }

    /// Of the bundled profiles that answers led to, the one that is meant most likely.
    private var profile: AutoconfigDocument? {
        profiles.min { source($0.key).rank < source($1.key).rank }?.value
    }

    private func source(_ index: Int) -> SourceName { sources[index].name }

    // MARK: The report

    var report: DiscoveryReport {
        let candidates = found.sorted { $0.key < $1.key }.map(\.value).ranked(sightings)
        let reason = isAnybodyKnowing ? DiscoveryReason.notNeeded : DiscoveryReason.tooLate
        let attempts = sources.enumerated().map { index, source in
            self.attempts[index]
                ?? Attempt(
                    source: source.name, target: source.target(for: address), answer: .skipped(reason), duration: .zero)
        }
        return DiscoveryReport(
            address: address, provider: provider, candidates: candidates, attempts: attempts,
            conflicts: Conflict.all(in: candidates, denied: denied), sightings: sightings)
    }

    private var provider: AutoconfigDocument? {
        if let profile { return profile }
        let servers = found.values.sorted { $0.source.rank < $1.source.rank }.flatMap(\.incoming)
        return servers.lazy.compactMap(ProviderCatalog.profile(forServer:)).first
    }
}

extension DiscoveredServerPolicy {
    /// Whether it may be connected to before anybody was asked.
    fileprivate func permitsLook(at server: ServerSettings) -> Bool {
        verdict(on: server.host, port: server.port) == .allowed
    }
}

extension ServerSettings {
    fileprivate func isSameServer(as other: ServerSettings) -> Bool {
        `protocol` == other.protocol && host == other.host && port == other.port && security == other.security
    }
}

extension Candidate {
    fileprivate var isEmpty: Bool { incoming.isEmpty && outgoing.isEmpty }

    /// Without the servers of kinds that the domain says it does not have.
    fileprivate func without(_ denied: [DeniedService]) -> Candidate {
        var candidate = self
        candidate.incoming.removeAll { server in denied.contains { $0.isAbout(server) } }
        candidate.outgoing.removeAll { server in denied.contains { $0.isAbout(server) } }
        return candidate
    }
}
