import Glibc
import MailTestServers

/// Measures one scenario after the other, and prints each as it is known.
///
/// All mail stays on the disk until everything is measured: before ext4 makes a file, it passes over all that were deleted
/// in the last minutes, so whoever comes after somebody who cleaned up is slower.
struct Comparison {
    let runs: Int
    /// A command that compares two accounts.
    let check: String?

    /// - Returns: bars that were missed, in words.
    func misses(
        in scenarios: ArraySlice<Scenario>, _ pop3: ArraySlice<POP3Scenario>, after last: String? = nil
    ) async throws -> [String] {
        if let scenario = scenarios.first {
            return try await measured(scenario) { results in
                results.misses
                    + (try await misses(in: scenarios.dropFirst(), pop3, after: tell(results, after: last)))
            }
        }
        guard let scenario = pop3.first else { return [] }
        return try await POP3Arena(scenario: scenario, runs: runs).run(try Self.profile(scenario.profile)) { results in
            results.misses + (try await misses(in: [], pop3.dropFirst(), after: tell(results, after: last)))
        }
    }

    private func measured(
        _ scenario: Scenario, _ body: (Results) async throws -> [String]
    ) async throws -> [String] {
        let profile = try Self.profile(scenario.profile)
        switch scenario.target {
        case .dovecot:
            return try await Arena<DovecotConfiguration>(
                scenario: scenario, runs: runs, check: check
            ).run(profile, body)
        case .cyrus:
            return try await Arena<CyrusConfiguration>(scenario: scenario, runs: runs, check: check).run(profile, body)
        case .courier:
            return try await Arena<CourierConfiguration>(
                scenario: scenario, runs: runs, check: check, targetPrefix: "INBOX.", takesMany: false
            ).run(profile, body)
        }
    }

    private static func profile(_ name: String) throws -> MailProfile {
        guard let profile = MailProfile.all.first(where: { $0.name == name }) else {
            throw BenchmarkError("no mail \(name)")
        }
        return profile
    }

    /// - Parameter heading: of the table that was printed last.
    /// - Returns: the heading of the table that this belongs to.
    private func tell<Measured: MeasuredScenario>(_ results: Measured, after heading: String?) -> String {
        if heading != Measured.heading { print(Measured.heading) }
        print(results.row)
        for absence in results.absences { print(absence) }
        fflush(nil)
        return Measured.heading
    }
}
