import MailCore
import MailTestServers
import Synchronization
import Testing

@testable import MailboxMigration

/// A line that fails at each step of the conversations with both servers.
@Suite struct ProtocolSweepTests {
    @Test(arguments: [MigrationSide.source, .target], [1, nil])
    func `Whatever the line does, nothing is lost and nothing doubled`(
        side: MigrationSide, connections: Int?
    ) async throws {
        try await sweep(side, connections, sample: 28, SweepMail.small)
    }

    private func sweep(
        _ side: MigrationSide, _ connections: Int?, sample: Int, _ mail: (Maildir) throws -> Void
    ) async throws {
        var options = MigrationOptions()
        options.connections = connections
        let name = "The line to the \(side) fails, connections: \(connections.map(String.init) ?? "auto")"
        let problems = try await Sweep(name: name, sample: sample).run(mail: mail) { [options] bench in
            try await FaultyLine.run(to: bench.port(of: side)) { line, port in
                let report = try await bench.migrator(options, side, port).run()
                #expect(report.outcome == .complete)
                #expect(try bench.difference().description == "nothing differs")
                return WireFault.all(in: line.trace)
            }
        } attempt: { [options] fault, bench in
            try await FaultyLine.run(to: bench.port(of: side), failing: fault) { line, port in
                try await bench.attempt(fault, side, port, options, line)
            }
        }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}

extension SweepBench {
    fileprivate func port(of side: MigrationSide) -> UInt16 { (side == .source ? old : new).ports.imap }

    /// - Parameters:
    ///   - side: the server that is reached over the line.
    ///   - port: the line's.
    fileprivate func migrator(
        _ options: MigrationOptions, _ side: MigrationSide, _ port: UInt16, timeouts: Timeouts = Timeouts()
    ) throws -> MailboxMigrator {
        try migrator(
            options, oldPort: side == .source ? port : nil, newPort: side == .target ? port : nil, timeouts: timeouts)
    }

    /// One run that meets the fault and gets over it by itself, and a plain one.
    fileprivate func attempt(
        _ fault: WireFault, _ side: MigrationSide, _ port: UInt16, _ options: MigrationOptions, _ line: FaultyLine
    ) async throws -> Sweep.Verdict {
        var timeouts = Timeouts()
        timeouts.logout = .milliseconds(200)
        if fault.kind == .silence {
            timeouts.greeting = .seconds(1)
            timeouts.silence = .seconds(1)
            timeouts.command = .seconds(5)
        }
        var problems: [String] = []
        var isThrough = false
        let hasBegun = Atomic(false)
        do {
            let report = try await migrator(options, side, port, timeouts: timeouts).run { event in
                if case .planned = event { hasBegun.store(true, ordering: .relaxed) }
            }
            isThrough = report.outcome == .complete
            if !isThrough { problems.append("the run ended \(report.outcome)") }
            let difference = try difference()
            if !difference.isEmpty { problems.append("after the run: \(difference)") }
        } catch  where hasBegun.load(ordering: .relaxed) {
            problems.append("the run threw \(error)")
        } catch {
            // Before both accounts were open there is nothing to go on with.
        }
        line.repair()
        problems += try await self.problems(
            afterLastRun: options, oldPort: side == .source ? port : nil, newPort: side == .target ? port : nil,
            isThrough: isThrough)
        guard problems.isEmpty else { return .problem(problems.joined(separator: "; ")) }
        return line.hasFailed ? .fine : .notReached
    }
}
