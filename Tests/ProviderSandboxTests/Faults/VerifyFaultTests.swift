import AccountVerification
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import ProviderSandbox
import Synchronization
import Testing

/// `verify` at a POP3 and an SMTP server that go wrong: it ends, says why, and shows no password to the line.
@Suite struct VerifyFaultTests {
    private static let sample = 4
    private static let password = "secret-of-alice"
    /// A case that takes longer hangs.
    private static let patience = Duration.seconds(60)
    /// What is said is short, so places lie close together.
    private static let stride = 11

    @Test(
        arguments: [MailProtocol.pop3, .smtp].flatMap { kind in
            SandboxFaultKind.allCases.filter { $0.protocols.contains(kind) }.map { (kind, $0) }
        })
    func `Whatever goes wrong, it ends, and no password is shown`(
        protocol: MailProtocol, kind: SandboxFaultKind
    ) async throws {
        let quiet = try await attempt(`protocol`, nil)
        #expect(quiet.problem == nil && quiet.report?.verdict == .ready)
        let all = SandboxFault.all(kind, in: quiet.count, stride: Self.stride)
        let chosen = SweepScale.chosen(from: all, sample: Self.sample)
        var (problems, missed): ([String], Int) = ([], 0)
        for fault in chosen {
            let result = try await attempt(`protocol`, fault)
            if let problem = result.problem { problems.append("\(fault.kind.rawValue) at \(fault.place): \(problem)") }
            if !result.isMet { missed += 1 }
        }
        for problem in problems { print("  \(problem)") }
        print(
            "Fault \(kind.rawValue) while \(`protocol`.rawValue) is verified: \(all.count) cases, \(chosen.count) tried, "
                + "\(problems.count) with a problem, \(missed) over before their step")
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    private struct Attempt: Sendable {
        let count: SandboxFaultPlan.Count
        let isMet: Bool
        let report: VerificationReport?
        var problem: String?
    }

    // MARK: One attempt

    private func attempt(_ protocol: MailProtocol, _ fault: SandboxFault?) async throws -> Attempt {
        let bench = try VerifyBench(`protocol`, password: Self.password, fault.map { [$0] } ?? [])
        return try await bench.run { settings, transport in
            let report = await Self.inTime {
                await AccountVerifier(transport: transport).verify(
                    account: bench.user, servers: [settings], secret: Secret(Self.password))
            }
            var attempt = Attempt(count: bench.faults.count, isMet: !bench.faults.met.isEmpty, report: report)
            if let report {
                let isExplained = report.verdict == .ready || !report.diagnostics.isEmpty
                if !isExplained { attempt.problem = "\(report.verdict) without a reason" }
            } else {
                attempt.problem = "still under way after \(Self.patience)"
            }
            if bench.hasShownPassword { attempt.problem = "the password was shown to the line" }
            return attempt
        }
    }

    private static func inTime(_ body: @escaping @Sendable () async -> VerificationReport) async -> VerificationReport?
    {
        await withTaskGroup(of: VerificationReport?.self) { group in
            group.addTask { await body() }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
