import MailCore
import ProviderSandbox
import Testing

@testable import MailboxMigration

/// A migration between two servers of the sandbox in which every fault happens at every step, each followed by a plain
/// run: nothing lost, nothing doubled, nothing altered, and nothing that does not end.
@Suite struct FaultSweepTests {
    /// TLS is not part of these migrations, so what is injected before it is tried elsewhere.
    private static func kinds(_ protocol: MailProtocol) -> [SandboxFaultKind] {
        SandboxFaultKind.allCases.filter { $0.protocols.contains(`protocol`) && $0 != .injectionBeforeTLS }
    }

    @Test(arguments: kinds(.imap), [MigrationSide.source, .target])
    func `Whatever goes wrong, nothing is lost and nothing doubled`(
        kind: SandboxFaultKind, side: MigrationSide
    ) async throws {
        let problems = try await FaultSweep().problems(kind, side)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    /// One server takes several commands at once, the other, 163's, one after the other.
    @Test(arguments: kinds(.pop3), ["dovecot", "netease"])
    func `Whatever goes wrong with POP3, nothing is lost and nothing doubled`(
        kind: SandboxFaultKind, personality: String
    ) async throws {
        let problems = try await FaultSweep(from: #require(.named(personality))).problems(kind, .source)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    @Test(arguments: kinds(.imap))
    func `Whatever goes wrong where the mail of POP3 goes, nothing is lost and nothing doubled`(
        kind: SandboxFaultKind
    ) async throws {
        let problems = try await FaultSweep(from: .netEase).problems(kind, .target)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
}
