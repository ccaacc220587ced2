import AccountDiscovery
import MailCore
import Testing

@testable import GodwitCommands
@testable import MailboxMigration

/// What is said of providers before a migration.
@Suite struct ProviderAdviceTests {
    private static func account(_ profile: String, host: String = "imap.example.org") throws -> ResolvedAccount {
        let provider = try #require(ProviderCatalog.profile(identifier: profile))
        let settings = ServerSettings(protocol: .imap, host: host, port: 993, security: .tls, username: "a")
        return ResolvedAccount(name: profile, settings: settings, isTyped: false, provider: provider)
    }

    private static func plan(folders: Int = 1, messages: Int = 10, bytes: UInt64 = 1_000) -> MigrationPlan {
        let mailboxes = (0..<folders).map { index in
            var mailbox = MigrationPlan.Mailbox(
                source: "\(index)", target: "\(index)", isRenamed: false, place: .created, specialUse: nil,
                messagesThere: 0,
                messagesDone: 0)
            mailbox.messages = messages
            mailbox.bytes = bytes
            return mailbox
        }
        return MigrationPlan(mailboxes: mailboxes, sizeLimit: ByteLimits.message)
    }

    @Test func `Mail that a provider hides is warned of before copying`() throws {
        let advice = ProviderAdvice(source: try Self.account("qq"), target: try Self.account("mailbox-org"))
        #expect(advice.warnings.map(\.code) == [.historyWindow])
        #expect(advice.warnings.first?.message.english.hasPrefix("Old account: ") == true)
        #expect(advice.warnings.first?.message.simplifiedChinese.contains("30 天") == true)
        #expect(advice.warnings.first?.remedy?.simplifiedChinese.contains("收取选项") == true)
        let reverse = ProviderAdvice(source: try Self.account("mailbox-org"), target: try Self.account("qq"))
        #expect(reverse.warnings.isEmpty)
        #expect(!reverse.findings(for: Self.plan()).contains { $0.code == .historyWindow })
    }

    @Test(arguments: [(9_999, Diagnostic.Severity.info), (10_000, .warning), (10_001, .warning)])
    func `A window of messages is a warning where a folder fills it`(messages: Int, severity: Diagnostic.Severity)
        throws
    {
        let advice = ProviderAdvice(source: try Self.account("yahoo"), target: try Self.account("mailbox-org"))
        let window = advice.findings(for: Self.plan(messages: messages)).first { $0.code == .historyWindow }
        #expect(window?.severity == severity)
        #expect(window?.remedy?.english.contains("export.imap.mail.yahoo.com") == true)
    }

    @Test func `The server for exports shows everything`() throws {
        let advice = ProviderAdvice(
            source: try Self.account("yahoo", host: "export.imap.mail.yahoo.com"),
            target: try Self.account("mailbox-org"))
        #expect(advice.warnings.isEmpty)
    }

    @Test(arguments: [(20, false), (21, true)])
    func `More folders than the provider allows are warned of`(folders: Int, warns: Bool) throws {
        let advice = ProviderAdvice(source: try Self.account("mailbox-org"), target: try Self.account("gmx-net"))
        let warnings = advice.findings(for: Self.plan(folders: folders)).filter { $0.severity == .warning }
        #expect(warnings.contains { $0.code == .providerLimit } == warns)
    }

    @Test(arguments: [(500_000_000, nil), (500_000_001, 2), (1_500_000_000, 3)] as [(UInt64, Int?)])
    func `What takes days is said`(bytes: UInt64, days: Int?) throws {
        let advice = ProviderAdvice(source: try Self.account("mailbox-org"), target: try Self.account("gmail"))
        let warning = advice.findings(for: Self.plan(bytes: bytes)).first { $0.severity == .warning }
        #expect(warning.map { $0.message.english.contains("takes \(days ?? 0) days") } == (days == nil ? nil : true))
    }

    @Test func `What the target says of its limit counts more than the profile`() throws {
        let advice = ProviderAdvice(source: try Self.account("mailbox-org"), target: try Self.account("naver"))
        func limits(_ plan: MigrationPlan) -> [Diagnostic] {
            advice.findings(for: plan).filter { $0.code == .providerLimit }
        }
        #expect(limits(Self.plan()).count == 1)
        #expect(limits(MigrationPlan(mailboxes: [], sizeLimit: 1_000)).isEmpty)
    }

    @Test func `The plan for programs has the findings`() throws {
        let advice = ProviderAdvice(source: try Self.account("qq"), target: try Self.account("gmail"))
        let plan = Self.plan()
        let json = plan.json(findings: advice.findings(for: plan), in: .simplifiedChinese).text
        #expect(json.contains(#""code": "readiness.history-window""#))
        #expect(json.contains("旧账户："))
    }

    @Test(arguments: [("qq", [DiagnosticCode.onlyInbox, .historyWindow]), ("gmail", [.onlyInbox, .providerQuirk])])
    func `What POP3 does not show is warned of`(profile: String, codes: [DiagnosticCode]) throws {
        let provider = try #require(ProviderCatalog.profile(identifier: profile))
        let imap = try Self.account(profile).settings
        let pop3 = ServerSettings(protocol: .pop3, host: "pop.example.org", port: 995, security: .tls, username: "a")
        let source = ResolvedAccount(
            name: profile, settings: pop3, otherServers: [imap], isTyped: false, provider: provider)
        let advice = ProviderAdvice(source: source, target: try Self.account("mailbox-org"))
        #expect(advice.warnings.map(\.code) == codes)
        #expect(advice.warnings.first?.remedy?.english.contains("imap.example.org") == true)
        var plan = Self.plan()
        plan.daysUntilExpiry = 0
        let findings = advice.findings(for: plan)
        #expect(findings.contains { $0.code == .sourceExpires && $0.message.english.contains("EXPIRE 0") })
        #expect(!findings.contains { $0.message.english.contains("label is a folder") })
    }
}
