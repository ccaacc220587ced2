import AccountVerification
import MailCore
import ProviderSandbox
import Testing

/// What `verify` says of each provider, to the right secret and to the wrong ones.
@Suite struct PersonalityTests {
    @Test(arguments: SandboxPersonality.all.map(\.id))
    func `The right secret gets in everywhere`(id: String) async throws {
        let personality = try #require(SandboxPersonality.named(id))
        try await PersonalityBench.run(personality) { bench in
            let kind: SecretKind = personality.secret.kind == .accessToken ? .accessToken : .password
            let report = try await bench.verify(secret: bench.user.secret, kind: kind)
            let errors = report.servers.flatMap { server in
                server.diagnostics.filter { $0.severity == .error }.map { "\(server.settings.protocol) \($0)" }
            }
            #expect(report.verdict == .ready, "\(errors)")
            #expect(Set(report.servers.map(\.settings.protocol)) == Set(personality.endpoints.map(\.protocol)))
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let id: String
        let imap: DiagnosticCode
        var pop3: DiagnosticCode?
        let smtp: DiagnosticCode

        var testDescription: String { id }
    }

    @Test(arguments: [
        Refusal(id: "gmail", imap: .loginRefused, pop3: .loginRefused, smtp: .loginRefused),
    ])
    func `A wrong secret is diagnosed`(expected: Refusal) async throws {
        let personality = try #require(SandboxPersonality.named(expected.id))
        try await PersonalityBench.run(personality) { bench in
            let report = try await bench.verify(secret: "zyxwvutsrqponmlk")
            #expect(report.error(.imap) == expected.imap)
            #expect(report.error(.pop3) == expected.pop3)
            #expect(report.error(.smtp) == expected.smtp)
        }
    }
}
