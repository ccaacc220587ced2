import MailCore
import MailTestServers
import Synchronization
import Testing

@testable import MailboxMigration

/// A migration over a line that fails.
struct LineSetting: Sendable {
    /// The server that is reached over the line.
    let side: MigrationSide
    let connections: Int?
    var proof = MigrationOptions.Proof.envelope
    var hidesIdentifiers = false
    /// What happens where the first APPEND ends, in every case; the enumerated fault comes after it.
    var first: WireFault.Kind?
    var kinds = WireFault.Kind.allCases
    /// How the old account is read.
    var source = MailProtocol.imap

    init(_ side: MigrationSide, connections: Int?) {
        self.side = side
        self.connections = connections
    }

    func faults(in trace: [WireDirection: [WirePoint]]) -> [WireFault] {
        WireFault.all(in: trace).filter { kinds.contains($0.kind) }
    }

    var options: MigrationOptions {
        var options = MigrationOptions()
        options.connections = connections
        options.proof = proof
        return options
    }
}

extension SweepBench {
    /// Every fault that can be tried.
    func faults(_ setting: LineSetting) async throws -> [[WireFault]] {
        var trace = try await trace(setting, [])
        guard let kind = setting.first else { return setting.faults(in: trace).map { [$0] } }
        let commands = try #require(trace[.toServer])
        let end = try #require(
            commands.indices.dropFirst().first { commands[$0] == .line && commands[$0 - 1] == .literalEnds })
        let first = WireFault(kind, .toServer, at: end)
        try again()
        trace = try await self.trace(setting, [first])
        return setting.faults(in: trace).filter { $0.direction == .toClient || $0.point > end }.map { [first, $0] }
    }

    /// What passes in a run with these faults.
    private func trace(_ setting: LineSetting, _ faults: [WireFault]) async throws -> [WireDirection: [WirePoint]] {
        try await overLine(setting, faults) { line, port in
            let report = try await migrator(setting, port).run()
            #expect(report.outcome == .complete)
            #expect(try difference().description == "nothing differs")
            return line.trace
        }
    }

    /// One run that meets the faults and gets over them by itself, and a plain one.
    func attempt(_ faults: [WireFault], _ setting: LineSetting) async throws -> Sweep.Verdict {
        try await overLine(setting, faults) { line, port in
            var timeouts = Timeouts()
            timeouts.logout = .milliseconds(200)
            if faults.contains(where: { $0.kind == .silence }) {
                timeouts.greeting = .seconds(1)
                timeouts.silence = .seconds(1)
                timeouts.command = .seconds(5)
            }
            var problems: [String] = []
            let hasBegun = Atomic(false)
            do {
                let report = try await migrator(setting, port, timeouts: timeouts).run { event in
                    if case .planned = event { hasBegun.store(true, ordering: .relaxed) }
                }
                if report.outcome != .complete { problems.append("the run ended \(report.outcome)") }
                let difference = try difference()
                if !difference.isEmpty { problems.append("after the run: \(difference)") }
            } catch  where hasBegun.load(ordering: .relaxed) {
                problems.append("the run threw \(error)")
            } catch {
                // Before both accounts were open there is nothing to go on with.
            }
            line.repair()
            let isThrough = problems.isEmpty && hasBegun.load(ordering: .relaxed)
            problems += try await self.problems(afterLastRun: try migrator(setting, port), isThrough: isThrough)
            guard problems.isEmpty else { return .problem(problems.joined(separator: "; ")) }
            return line.hasFailed ? .fine : .notReached
        }
    }

    private func overLine<Value: Sendable>(
        _ setting: LineSetting, _ faults: [WireFault], _ body: (FaultyLine, UInt16) async throws -> Value
    ) async throws -> Value {
        try await FaultyLine.run(
            to: setting.side == .source ? reading(setting.source).oldPort : new.ports.imap, failing: faults,
            hidingIdentifiers: setting.hidesIdentifiers, body)
    }

    /// - Parameter port: the line's.
    private func migrator(
        _ setting: LineSetting, _ port: UInt16, timeouts: Timeouts = Timeouts()
    ) throws -> MailboxMigrator {
        try reading(setting.source).migrator(
            setting.options, oldPort: setting.side == .source ? port : nil,
            newPort: setting.side == .target ? port : nil, timeouts: timeouts)
    }
}
