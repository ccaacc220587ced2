import MailCore
import MailTestServers
import MailTransport
import ProviderSandbox
import Testing

@testable import MailboxMigration

/// Migrations between two servers of the sandbox, each with one fault at one place and a plain run behind it.
struct FaultSweep: Sendable {
    private static let folders: [SampleMail.Folder] = [("INBOX", 50), ("Archive/2019", 25), ("工作", 25)]
    private static let sample = 3
    private static let width = 4
    /// A case that takes longer hangs.
    private static let patience = Duration.seconds(90)

    /// Where the mail comes from.
    private let source: MailProtocol
    private let name: String
    private let pop3: POP3ServerConfiguration

    /// Between two IMAP servers.
    init() {
        (source, name, pop3) = (.imap, "", POP3ServerConfiguration())
    }

    /// From a provider's POP3 server to an IMAP server.
    init(from personality: SandboxPersonality) {
        (source, name, pop3) = (.pop3, " from POP3 of \(personality.id)", personality.pop3)
    }

    /// Tries what was chosen of all cases.
    func problems(_ kind: SandboxFaultKind, _ side: MigrationSide) async throws -> [String] {
        let start = ContinuousClock.now
        let all = FaultCase.all(kind, side, in: try await undisturbed(side))
        let chosen = SweepScale.chosen(from: all, sample: Self.sample)
        let verdicts = try await attemptAll(chosen)
        let problems = verdicts.compactMap { if case .problem(let words) = $0 { words } else { nil } }
        let missed = verdicts.count { if case .notReached = $0 { true } else { false } }
        for problem in problems { print("  \(problem)") }
        print(
            "Fault \(kind.rawValue) at the \(side)\(name): \(all.count) cases, \(chosen.count) tried, \(problems.count) with a "
                + "problem, \(missed) over before their step; \(start.duration(to: .now).components.seconds) s")
        return problems
    }

    private enum Verdict: Sendable {
        case fine
        /// The migration was over before the fault could come.
        case notReached
        case problem(String)
    }

    /// How much is said in a migration without a fault.
    private func undisturbed(_ side: MigrationSide) async throws -> SandboxFaultPlan.Count {
        let pair = try SandboxPair(pop3: pop3)
        try write(to: pair.oldMail)
        try await pair.run { ports in
            let report = try await pair.migrator(ports, Self.options, from: source).run()
            #expect(report.outcome == .complete)
        }
        #expect(try pair.difference().description == "nothing differs")
        return plan(of: side, pair).count
    }

    private func plan(of side: MigrationSide, _ pair: SandboxPair) -> SandboxFaultPlan {
        if side == .target { return pair.new.faults }
        return source == .pop3 ? pair.oldPOP3.faults : pair.old.faults
    }

    private static var options: MigrationOptions {
        var options = MigrationOptions()
        options.connections = 1
        return options
    }

    private func write(to mail: SandboxMail) throws {
        guard source == .imap else { return try InboxSample(count: 14).write(to: mail) }
        try SampleMail(count: 18, largeAttachment: 0, folders: Self.folders).forEachFolder { folder, messages in
            try mail.createFolder(folder)
            try mail.deliver(messages.map { TestMessage($0.bytes, date: $0.date, flags: $0.flags) }, to: folder)
        }
        let twin = "Subject: twins\r\nMessage-ID: <twin@old.example>\r\n\r\nthe same\r\n"
        try mail.deliver([
            TestMessage(twin, date: 1_100_000_000, flags: ["\\Seen"]), TestMessage(twin, date: 1_200_000_000),
            TestMessage(twin, date: 1_200_000_000, flags: ["$Label1"]),
        ])
    }

    // MARK: Attempts

    private func attemptAll(_ cases: [FaultCase]) async throws -> [Verdict] {
        try await withThrowingTaskGroup(of: Verdict.self) { group in
            var verdicts: [Verdict] = []
            for (index, one) in cases.enumerated() {
                if index >= Self.width, let verdict = try await group.next() { verdicts.append(verdict) }
                group.addTask { try await attempt(one) }
            }
            for try await verdict in group { verdicts.append(verdict) }
            return verdicts
        }
    }

    private func attempt(_ one: FaultCase) async throws -> Verdict {
        try await withThrowingTaskGroup(of: Verdict.self) { group in
            group.addTask { try await migrate(one) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return .problem("\(one): still under way after \(Self.patience)")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .notReached
        }
    }

    private func migrate(_ one: FaultCase) async throws -> Verdict {
        let faults = one.side == .source ? [one.fault] : []
        let pair = try SandboxPair(
            oldFaults: source == .imap ? faults : [], newFaults: one.side == .target ? [one.fault] : [], pop3: pop3,
            pop3Faults: source == .pop3 ? faults : [])
        try write(to: pair.oldMail)
        return try await pair.run { ports in
            var problems: [String] = []
            let first = await Self.run(
                try pair.migrator(ports, Self.options, from: source, timeouts: Self.timeouts))
            let plan = plan(of: one.side, pair)
            let hasFailed = !plan.met.isEmpty
            if first == .complete, !Self.strangersMayCome(one), try !pair.difference().isEmpty {
                problems.append("a run called itself complete: \(try pair.difference())")
            }
            plan.repair()
            let second = await Self.run(try pair.migrator(ports, Self.options, from: source))
            if second != .complete { problems.append("the plain run ended \(second), the first \(first)") }
            let difference = try pair.difference()
            let strangers = one.side == .target && one.fault.kind == .unsolicitedExists ? 1 : 0
            if !difference.isEmpty, difference.summary != "\(strangers) foreign or altered" {
                problems.append("in the end: \(difference) (the first run ended \(first))")
            }
            guard problems.isEmpty else { return .problem("\(one): \(problems.joined(separator: "; "))") }
            return hasFailed ? .fine : .notReached
        }
    }

    /// Whether the source may get mail after a run has looked, or the target mail of others.
    private static func strangersMayCome(_ one: FaultCase) -> Bool { one.fault.kind == .unsolicitedExists }

    private enum Ending: Hashable, CustomStringConvertible {
        case complete
        case otherwise(String)

        var description: String { if case .otherwise(let words) = self { words } else { "complete" } }
    }

    private static func run(_ migrator: MailboxMigrator) async -> Ending {
        do {
            let report = try await migrator.run()
            guard report.outcome != .complete else { return .complete }
            return .otherwise("\(report.outcome), \(report.failed) failed, \(report.mismatches.count) differ")
        } catch {
            return .otherwise("\(error)")
        }
    }

    /// Short enough for a server that says nothing any more.
    private static var timeouts: Timeouts {
        var timeouts = Timeouts()
        timeouts.logout = .milliseconds(200)
        timeouts.greeting = .seconds(1)
        timeouts.silence = .seconds(1)
        timeouts.command = .seconds(5)
        return timeouts
    }
}
