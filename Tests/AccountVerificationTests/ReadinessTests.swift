import AccountDiscovery
import IMAPCodec
import MailCore
import MailTestServers
import NIOCore
import Testing

@testable import AccountVerification

/// What an account can hold, and what a migration has to know of it.
@Suite struct ReadinessTests {
    private static let quotaPlugin = """
        mail_plugins = $mail_plugins quota
        protocol imap {
          mail_plugins = $mail_plugins imap_quota
        }
        plugin {
          quota = maildir:User quota
          quota_rule = *:storage=10M:messages=200
        }
        """

    @Test func `Dovecot tells its folders and its quota`() async throws {
        let setting = try VerificationSetting()
        var configuration = DovecotConfiguration()
        configuration.extraLines = Self.quotaPlugin
        configuration.prefix = "INBOX."
        configuration.separator = "."
        let report = try await DovecotServer.withServer(configuration) { server in
            try SampleMailbox(count: 30, largeAttachment: 0).write(to: server.mailbox(of: "alice"))
            return try await setting.verify(
                port: server.ports.imaps, security: .tls, password: DovecotConfiguration.password,
                trusting: server.certificateAuthorityFile)
        }
        #expect(report.codes.isEmpty)
        #expect(report.limits["storageLimit"] == 10 << 20)
        #expect(report.limits["messageLimit"] == 200)
        #expect(report.limits["messagesUsed"] == 30)
        #expect(report.mailboxes?.namespaces == ["INBOX."])
        #expect(report.mailboxes?.specialUses.map(\.use).contains("\\Sent") == true)
        #expect((report.mailboxes?.folders ?? 0) > 2)
        #expect(report.steps.last?.detail?.contains("UIDPLUS MULTIAPPEND") == true)
    }

    @Test func `Cyrus and Courier are looked into`() async throws {
        let setting = try VerificationSetting()
        let cyrus = try await CyrusServer.withServer { server in
            try await setting.verify(
                port: server.ports.imaps, security: .tls, password: CyrusConfiguration.password,
                trusting: server.certificateAuthorityFile)
        }
        #expect(cyrus.summary.allSatisfy { $0.hasSuffix("ok") }, "\(cyrus.diagnostics)")
        #expect(cyrus.mailboxes?.namespaces == [""])
        let courier = try await CourierServer.withServer { server in
            try await setting.verify(
                port: server.ports.imaps, security: .tls, password: CourierConfiguration.password,
                trusting: server.certificateAuthorityFile)
        }
        #expect(courier.summary.allSatisfy { $0.hasSuffix("ok") }, "\(courier.diagnostics)")
        #expect(courier.mailboxes?.namespaces == ["INBOX."])
    }

    @Test func `NetEase hears who we are before a folder is opened`() async throws {
        let log = CommandLog()
        let setting = try VerificationSetting()
        let report = try await TestListener.run { channel in
            let server = DialogueServer(
                greeting: "* OK Coremail System IMap Server Ready(163com[abc])\r\n",
                answers: [
                    "CAPABILITY": "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ SASL-IR\r\nTAG OK done\r\n",
                    "ID": "* ID NIL\r\nTAG OK ID completed\r\n",
                ], commands: log)
            try channel.pipeline.syncOperations.addHandler(server)
        } body: { port in
            try await setting.verify(
                port: port, security: .plaintext, provider: ProviderCatalog.profile(identifier: "netease-163"))
        }
        #expect(log.loginCount == 1)
        #expect(report.summary.contains("access ok"))
        #expect(log.names.filter { ["LOGIN", "ID", "EXAMINE"].contains($0) } == ["LOGIN", "ID", "EXAMINE"])
    }

    @Test func `What QQ hides is a warning of the step limits`() async throws {
        let setting = try VerificationSetting()
        let provider = ProviderCatalog.profile(identifier: "qq")
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(DialogueServer())
        } body: { port in
            try await setting.verify(
                port: port, security: .plaintext, password: "abcd efgh ijkl mnop", provider: provider)
        }
        #expect(report.summary.last == "limits warning")
        #expect(report.codes == [.historyWindow, .missingExtension])
        #expect(VerificationReport(account: "a", servers: [report]).verdict == .ready)
    }

    @Test(arguments: [(899, false), (900, true), (901, true), (2_000, true)] as [(UInt64, Bool)])
    func `An account that is almost full is warned of`(used: UInt64, warns: Bool) {
        let findings = QuotaFindings(resources: [QuotaResource(name: "STORAGE", used: used, limit: 1_000)])
        #expect(findings.diagnostics.isEmpty == !warns)
    }

    @Test func `Quotas of any size are taken in`() {
        let findings = QuotaFindings(resources: [
            QuotaResource(name: "STORAGE", used: .max, limit: .max), QuotaResource(name: "MESSAGE", used: 0, limit: 0),
            QuotaResource(name: "X-OTHER", used: 1, limit: 2),
        ])
        #expect(findings.limits["storageLimit"] == .max)
        #expect(findings.diagnostics.count == 1)
    }

    @Test(arguments: ProviderCatalog.profiles)
    func `Whatever a profile says is written in both languages`(profile: AutoconfigDocument) {
        let settings = ServerSettings(protocol: .imap, host: "h", port: 993, security: .tls, username: "a")
        let readiness = MigrationReadiness(provider: profile, settings: settings, roles: [.source, .target])
        for finding in readiness.findings {
            #expect(finding.message.simplifiedChinese.contains { !$0.isASCII })
            #expect(finding.severity == .info || finding.remedy != nil)
        }
        let severities = readiness.findings.map(\.severity)
        #expect(severities == severities.sorted(by: >))
    }
}
