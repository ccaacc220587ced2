import MailTestServers

@testable import MailboxMigration

/// Tries a migration of one mailbox again and again, each time into an account of its own and with another mishap, and
/// compares what has arrived.
struct Sweep: Sendable {
    /// What is printed.
    let name: String
    /// How many cases `make test` tries.
    let sample: Int
    /// What the new server is like.
    var target = DovecotConfiguration()
    /// Cases under way at the same time.
    var width = 4
    /// Cases for which one new server is run.
    private static let casesPerServer = 200
    /// After this a case is named that has not ended.
    private static let patience = Duration.seconds(60)

    /// How a case went.
    enum Verdict: Sendable {
        case fine
        /// The migration was over before the mishap could come.
        case notReached
        case problem(String)
    }

    /// - Parameters:
    ///   - mail: writes the old mailbox.
    ///   - cases: finds out what can be tried, by a migration without a mishap.
    ///   - attempt: tries one case.
    /// - Returns: what went wrong.
    func run<Case: Sendable>(
        mail: (Maildir) throws -> Void, cases: (SweepBench) async throws -> [Case],
        attempt: @escaping @Sendable (Case, SweepBench) async throws -> Verdict
    ) async throws -> [String] {
        let start = ContinuousClock.now
        return try await DovecotServer.withServer { old in
            try mail(old.mailbox(of: "alice"))
            let expected = try MailboxSnapshot(old.mailbox(of: "alice"))
            let all = try await DovecotServer.withServer(target) { new in
                try await cases(SweepBench(old: old, new: new, user: "alice", expected: expected))
            }
            let chosen = SweepScale.chosen(from: all, sample: sample)
            var outcomes: [(Case, Verdict)] = []
            while outcomes.count < chosen.count {
                let next = Array(chosen[outcomes.count...].prefix(Self.casesPerServer))
                var target = target
                target.users = (1...next.count).map { "user\($0)" }
                outcomes += try await DovecotServer.withServer(target) { new in
                    let benches = try new.configuration.users.map {
                        try SweepBench(old: old, new: new, user: $0, expected: expected)
                    }
                    return try await attemptAll(Array(zip(next, benches)), attempt)
                }
            }
            let missed = outcomes.filter { if case .notReached = $0.1 { true } else { false } }.count
            let problems = outcomes.compactMap {
                if case .problem(let words) = $0.1 { "\($0.0): \(words)" } else { nil }
            }
            for problem in problems { print("  \(problem)") }
            print(
                "\(name): \(all.count) cases, \(chosen.count) tried, \(problems.count) with a problem, "
                    + "\(missed) over before their step; \(start.duration(to: .now).components.seconds) s")
            return problems
        }
    }

    /// - Returns: the verdicts in the order of the cases.
    private func attemptAll<Case: Sendable>(
        _ cases: [(Case, SweepBench)], _ attempt: @escaping @Sendable (Case, SweepBench) async throws -> Verdict
    ) async throws -> [(Case, Verdict)] {
        let verdicts = try await withThrowingTaskGroup(of: (Int, Verdict).self) { group in
            var verdicts: [Int: Verdict] = [:]
            for (index, (one, bench)) in cases.enumerated() {
                if index >= width, let (done, verdict) = try await group.next() { verdicts[done] = verdict }
                group.addTask {
                    let verdict = try await Self.watching(one) { try await attempt(one, bench) }
                    bench.clear()
                    return (index, verdict)
                }
            }
            for try await (done, verdict) in group { verdicts[done] = verdict }
            return verdicts
        }
        return cases.enumerated().map { ($1.0, verdicts[$0] ?? .notReached) }
    }

    /// Says which case it is that does not end.
    private static func watching<Case: Sendable>(
        _ one: Case, _ body: () async throws -> Verdict
    ) async throws -> Verdict {
        async let _: Void = {
            try await Task.sleep(for: patience)
            print("  \(one): still under way after \(patience)")
        }()
        return try await body()
    }
}
