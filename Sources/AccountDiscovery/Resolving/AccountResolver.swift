public import MailCore

/// Finds the settings of an address: every source is asked, and every answer is kept.
///
/// ```swift
/// let resolver = try AccountResolver.online()
/// let report = await resolver.resolve(try EmailAddress(parsing: "alice@example.org"))
/// if let candidate = report.chosenCandidate, candidate.isUsableWithoutAsking { … }
/// ```
public struct AccountResolver: Sendable {
    private let sources: [any DiscoverySource]
    private let limits: DiscoveryLimits
    private let probe: ServerProbe?
    private let policy: DiscoveredServerPolicy

    /// A resolver that asks just these sources and looks at no server.
    ///
    /// - Parameter deadline: for all sources together; those that have not answered by then count as failed.
    public init(sources: [any DiscoverySource], deadline: Duration = Timeouts().discovery) {
        self.init(sources: sources, limits: DiscoveryLimits(deadline: deadline, patience: deadline), probe: nil)
    }

    init(
        sources: [any DiscoverySource], limits: DiscoveryLimits, probe: ServerProbe?,
        policy: DiscoveredServerPolicy = DiscoveredServerPolicy()
    ) {
        self.policy = policy
        self.sources = sources.sorted { $0.name.rank < $1.name.rank }
        self.limits = limits
        self.probe = probe
    }

    /// Bundled profiles only: sends no packet.
    public static let offline = AccountResolver(sources: [ProfileSource()])

    /// Never fails: what could not be found is in the report's attempts.
    public func resolve(_ address: EmailAddress) async -> DiscoveryReport {
        let inquiry = Inquiry(about: address)
        var limits = limits
        if probe == nil { limits.sightings = 0 }
        var run = DiscoveryRun(about: address, sources: sources, limits: limits, policy: policy)
        await withTaskGroup(of: DiscoveryRun.Event.self) { group in
            for action in run.begin() { perform(action, inquiry: inquiry, in: &group) }
            for await event in group {
                for action in run.handle(event) { perform(action, inquiry: inquiry, in: &group) }
            }
        }
        return run.report
    }

    private func perform(
        _ action: DiscoveryRun.Action, inquiry: Inquiry, in group: inout TaskGroup<DiscoveryRun.Event>
    ) {
        switch action {
        case .ask(let index):
            let source = sources[index]
            group.addTask {
                let start = ContinuousClock.now
                let answer = await source.ask(inquiry)
                return .answered(index, answer, start.duration(to: .now))
            }
        case .look(let server, let isOnThisComputer):
            guard let probe else { return }
            group.addTask { .sighted(await probe.look(at: server, isOnThisComputer: isOnThisComputer)) }
        case .remind(let mark):
            let time = time(of: mark)
            group.addTask {
                try? await Task.sleep(for: time)
                return .timePassed(mark)
            }
        case .stop:
            group.cancelAll()
        }
    }

    private func time(of mark: DiscoveryRun.Mark) -> Duration {
        switch mark {
        case .half: limits.deadline / 2
        case .patience: limits.patience
        case .deadline: limits.deadline
        }
    }
}
