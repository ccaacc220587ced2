import AccountVerification
import MailCore
import Testing

@testable import GodwitCommands

@Suite struct VerificationRenderingTests {
    private static let settings = ServerSettings(
        protocol: .imap, host: "imap.example.org", port: 993, security: .tls, username: "alice")

    private static let certificate = Certificate(
        subject: "CN=imap.example.org", issuer: "CN=Authority\u{1B}[2J", names: ["imap.example.org"],
        notBefore: UTCTime(secondsSince1970: 1_900_000_000), notAfter: UTCTime(secondsSince1970: 1_907_776_000),
        sha256: "ab", problems: [])

    private static let refusal = Diagnostic(
        .loginRefused, message: LocalizedText("The server refused the login.", zhHans: "服务器拒绝登录。"), evidence: "no",
        remedy: LocalizedText("Check the password.", zhHans: "请检查密码。"))

    private static func report(login: VerificationStep) -> VerificationReport {
        let steps = [
            VerificationStep(.resolve, .ok, duration: .milliseconds(3), detail: "192.0.2.1"),
            VerificationStep(.connect, .ok, duration: .milliseconds(20)), login,
        ]
        let server = ServerReport(
            settings: settings, steps: steps,
            tls: TLSSummary(version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", chain: [certificate]),
            chain: [certificate], capabilities: ["ID", "IMAP4REV1"], limits: ["appendLimit": 1_000])
        return VerificationReport(account: "alice@example.org", servers: [server])
    }

    private func text(_ report: VerificationReport, _ language: Language = .english, verbose: Bool = false) -> String {
        let terminal = Terminal(isInteractive: false, showsColours: false, width: 100)
        return VerificationRendering(language: language, terminal: terminal, isVerbose: verbose).text(of: report)
    }

    @Test func stepsAndVerdictAreShown() {
        let text = text(Self.report(login: VerificationStep(.login, .ok, duration: .milliseconds(5))))
        #expect(text.contains("IMAP  imap.example.org:993  TLS  alice\n"))
        #expect(text.contains("✓  look up the name  3 ms  192.0.2.1"))
        #expect(text.contains("Ready: the account works."))
        #expect(text.contains("2030-03-17 – 2030-06-15"))
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("IMAP4REV1"))
    }

    @Test func readyNeverClaimsALoginThatWasNotTried() {
        let text = text(Self.report(login: VerificationStep(.login, .skipped)))
        #expect(text.contains("no login was tried"))
        #expect(!text.contains("the account works"))
    }

    @Test func failuresAreExplainedInBothLanguages() {
        let report = Self.report(login: VerificationStep(.login, .failed, diagnostics: [Self.refusal]))
        #expect(text(report).contains("✗  log in"))
        #expect(text(report).contains("Check the password."))
        #expect(text(report).contains("Not ready"))
        #expect(text(report, .simplifiedChinese).contains("请检查密码。"))
        #expect(text(report, .simplifiedChinese).contains("尚未就绪"))
    }

    @Test func verboseAddsCapabilities() {
        let report = Self.report(login: VerificationStep(.login, .skipped))
        #expect(text(report, verbose: true).contains("ID IMAP4REV1"))
    }

    @Test func jsonKeepsTheContract() {
        let report = Self.report(
            login: VerificationStep(.login, .failed, duration: .milliseconds(7), diagnostics: [Self.refusal]))
        let expected = """
            {
              "account": "alice@example.org",
              "verdict": "actionNeeded",
            """
        let json = report.json(in: .english).text
        #expect(json.hasPrefix(expected))
        for part in [
            #""milliseconds": 7"#, #""outcome": "failed""#, #""code": "login.refused""#, #""version": "TLSv1.3""#,
            #""notAfter": "2030-06-15T17:46:40Z""#, #""appendLimit": 1000"#, #""sha256": "ab""#,
        ] {
            #expect(json.contains(part), "\(part)")
        }
    }
}
