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

    /// What is said of a secret, protocol by protocol; nil where the provider does not speak it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let id: String
        let imap: DiagnosticCode?
        let pop3: DiagnosticCode?
        let smtp: DiagnosticCode?

        init(_ id: String, _ imap: DiagnosticCode?, _ pop3: DiagnosticCode?, _ smtp: DiagnosticCode?) {
            (self.id, self.imap, self.pop3, self.smtp) = (id, imap, pop3, smtp)
        }

        var testDescription: String { id }
    }

    @Test(arguments: [
        Refusal("aliyun", .appPasswordRequired, .appPasswordRequired, .appPasswordRequired),
        Refusal("coremail", .authorizationCodeRequired, .loginRefused, .loginRefused),
        Refusal("courier", .loginRefused, .loginRefused, .loginRefused),
        Refusal("cyrus", .loginRefused, .loginRefused, .loginRefused),
        Refusal("domino", .loginRefused, .loginRefused, .loginRefused),
        Refusal("dovecot", .loginRefused, .loginRefused, .loginRefused),
        Refusal("exchange-2010", .loginRefused, nil, .loginRefused),
        Refusal("gmail", .loginRefused, .loginRefused, .loginRefused),
        Refusal("gmx", .imapDisabled, .imapDisabled, .imapDisabled),
        Refusal("icloud", .appPasswordRequired, nil, .appPasswordRequired),
        Refusal("mailru", .appPasswordRequired, .appPasswordRequired, .appPasswordRequired),
        Refusal("netease", .authorizationCodeRequired, .authorizationCodeRequired, .authorizationCodeRequired),
        Refusal("qq", .authorizationCodeRequired, .authorizationCodeRequired, .authorizationCodeRequired),
        Refusal("yahoo", .appPasswordRequired, .appPasswordRequired, .tooManyAttempts),
        Refusal("yandex", .imapDisabled, .appPasswordRequired, .imapDisabled),
        Refusal("zoho", .loginRefused, .loginRefused, .loginRefused),
    ])
    func `A wrong secret is diagnosed`(expected: Refusal) async throws {
        try await check(expected) { _ in "zyxwvutsrqponmlk" }
    }

    @Test(arguments: [
        Refusal("domino", .commandRefused, .loginRefused, .loginRefused),
        Refusal("gmail", .appPasswordRequired, .appPasswordRequired, .appPasswordRequired),
        Refusal("icloud", .appPasswordRequired, nil, .appPasswordRequired),
        Refusal("mailru", .appPasswordRequired, .appPasswordRequired, .appPasswordRequired),
        Refusal("netease", .authorizationCodeRequired, .authorizationCodeRequired, .authorizationCodeRequired),
        Refusal("qq", .authorizationCodeRequired, .authorizationCodeRequired, .authorizationCodeRequired),
        Refusal("yahoo", .appPasswordRequired, .appPasswordRequired, .tooManyAttempts),
        Refusal("yandex", .imapDisabled, .appPasswordRequired, .imapDisabled),
        Refusal("zoho", .imapDisabled, .loginRefused, .loginRefused),
    ])
    func `The password of the web site is diagnosed`(expected: Refusal) async throws {
        try await check(expected) { $0.accountPassword ?? "" }
    }

    private func check(_ expected: Refusal, secret: (SandboxPersonality) -> String) async throws {
        let personality = try #require(SandboxPersonality.named(expected.id))
        try await PersonalityBench.run(personality) { bench in
            let report = try await bench.verify(secret: secret(personality))
            #expect(report.error(.imap) == expected.imap)
            #expect(report.error(.pop3) == expected.pop3)
            #expect(report.error(.smtp) == expected.smtp)
        }
    }

    @Test func `Microsoft is sent no password at all`() async throws {
        try await PersonalityBench.run(.microsoft) { bench in
            let report = try await bench.verify(secret: "my-Microsoft-password-1")
            #expect(report.secretFindings.map(\.code) == [.oauthRequired])
            #expect(bench.network.providers[0].faults(.imap).count.named["AUTHENTICATE"] == nil)
            #expect(report.verdict != .ready)
        }
    }

    @Test func `QQ's words in GBK are read`() async throws {
        try await PersonalityBench.run(.qq) { bench in
            let report = try await bench.verify(secret: "my-QQ-password-1")
            let evidence = report.servers.flatMap(\.diagnostics).compactMap(\.evidence)
            #expect(evidence.contains { $0.contains("请使用授权码登录") })
        }
    }
}
