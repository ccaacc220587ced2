import AccountVerification
import MailCore
import MailTestServers
import NIOCore
import Testing

/// Whole checks against POP3 servers with fixed answers.
@Suite struct POP3ProbeTests {
    private static func opening(_ capabilities: [String]) -> String {
        "S: +OK ready\nC: CAPA\nS: +OK\n" + capabilities.map { "S: \($0)\n" }.joined() + "S: .\n"
    }

    private static let login = "C: USER alice\nS: +OK\nC: PASS secret\n"

    private func verify(
        _ dialogue: String, security: ConnectionSecurity = .plaintext, password: String? = "secret"
    ) async throws -> ServerReport {
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        return try await ScriptedServer.withServer(
            dialogue, certificate: files, implicitTLS: security == .tls
        ) { port in
            try await setting.verify(.pop3, port: port, security: security, password: password)
        }
    }

    @Test func goodServerIsReady() async throws {
        let capabilities = ["USER", "UIDL", "PIPELINING", "EXPIRE 30", "LOGIN-DELAY 60"]
        let report = try await verify(
            Self.opening(capabilities) + Self.login + "S: +OK in\nC: CAPA\nS: +OK\n"
                + capabilities.map { "S: \($0)\n" }.joined() + "S: .\nC: STAT\nS: +OK 3 1200\nC: QUIT\nS: +OK bye",
            security: .tls)
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "tls ok", "greeting ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
        #expect(report.verdict == .ready)
        #expect(report.mechanism == "USER and PASS")
        #expect(
            report.steps.map(\.detail).suffix(4) == ["USER and PASS", nil, "STAT: 3, UIDL", report.steps.last?.detail])
        #expect(report.steps.last?.detail == "EXPIRE 30, LOGIN-DELAY 60, PIPELINING, UIDL")
        #expect(
            report.limits == ["expiryDays": 30, "loginDelay": 60_000, "messagesUsed": 3, "storageUsed": 1_200])
        #expect(report.codes == [.providerLimit, .providerLimit])
        #expect(report.capabilities.contains("EXPIRE 30"))
    }

    @Test func withoutASecretNothingIsSent() async throws {
        let report = try await verify(Self.opening(["USER"]) + "C: QUIT\nS: +OK bye", password: nil)
        #expect(
            report.summary.suffix(5) == [
                "capabilities ok", "mechanism ok", "login skipped", "access skipped", "limits skipped",
            ])
    }

    @Test func startTLSIsAStepOfItsOwn() async throws {
        let report = try await verify(
            Self.opening(["STLS"]) + "C: STLS\nS: +OK go\ntls\nC: CAPA\nS: +OK\nS: USER\nS: UIDL\nS: .\n" + Self.login
                + "S: +OK in\nC: CAPA\nS: -ERR no more\nC: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK", security: .starttls)
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "greeting ok", "starttls ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
        #expect(report.tls?.version == "TLSv1.3")
    }

    @Test func `Without UIDL, and with mail that is deleted when read, it is a warning`() async throws {
        let rest = "S: +OK in\nC: CAPA\nS: +OK\nS: USER\nS: EXPIRE 0\nS: .\nC: STAT\nS: +OK 1 2\nC: UIDL 1\n"
        let without = try await verify(
            Self.opening(["USER"]) + Self.login + rest + "S: -ERR what\nC: QUIT\nS: +OK")
        #expect(without.codes == [.missingExtension, .providerLimit])
        #expect(without.diagnostics.allSatisfy { $0.severity == .warning && $0.remedy != nil })
        #expect(without.verdict == .ready)
        let with = try await verify(Self.opening(["USER"]) + Self.login + rest + "S: +OK 1 abc\nC: QUIT\nS: +OK")
        #expect(with.codes == [.providerLimit])
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let dialogue: String
        var security = ConnectionSecurity.plaintext
        let step: String
        let code: DiagnosticCode
        var evidence: String?
        var testDescription: String { "\(step) \(code) \(evidence ?? "")" }
    }

    private static func refused(
        _ answer: String, _ code: DiagnosticCode, evidence: String? = nil
    ) -> Failure {
        Failure(
            dialogue: opening(["USER", "UIDL"]) + login + "S: -ERR \(answer)", step: "login failed", code: code,
            evidence: evidence ?? answer)
    }

    static let failures = [
        refused("[AUTH] Authentication failed.", .loginRefused),
        refused("[IN-USE] Do you have another session?", .temporarilyUnavailable),
        refused("[LOGIN-DELAY] minimum time between mail checks violation", .tooManyAttempts),
        refused("[SYS/TEMP] Temporary authentication failure.", .temporarilyUnavailable),
        refused("[SYS/PERM] System broken", .temporarilyUnavailable),
        refused("no", .loginRefused),
        Failure(
            dialogue: "S: -ERR [SYS/TEMP] not now", step: "greeting failed", code: .temporarilyUnavailable,
            evidence: "[SYS/TEMP] not now"),
        Failure(
            dialogue: "S: -ERR closed", step: "greeting failed", code: .serverSaidBye, evidence: "closed"),
        Failure(
            dialogue: "S: * OK IMAP4rev1 ready", step: "greeting failed", code: .notAMailServer),
        Failure(
            dialogue: opening(["USER"]), security: .starttls, step: "starttls failed", code: .startTLSNotOffered),
        Failure(
            dialogue: opening(["STLS"]) + "C: STLS\nS: -ERR no", security: .starttls, step: "starttls failed",
            code: .startTLSRefused, evidence: "no"),
        Failure(
            dialogue: opening(["STLS"]) + "C: STLS\nraw: +OK go\\r\\n+OK more\\r\\n", security: .starttls,
            step: "starttls failed", code: .startTLSInjection),
        Failure(
            dialogue: opening(["SASL XOAUTH2"]), security: .tls, step: "mechanism failed", code: .oauthRequired,
            evidence: "XOAUTH2"),
        Failure(
            dialogue: opening(["UIDL"]), step: "mechanism failed", code: .plaintextRefused, evidence: "no USER, no SASL"
        ),
        Failure(
            dialogue: opening(["USER", "UIDL"]) + login
                + "S: +OK in\nC: CAPA\nS: -ERR\nC: STAT\nS: -ERR mailbox is broken", step: "access failed",
            code: .mailboxRefused, evidence: "mailbox is broken"),
    ]

    /// The dialogue has one login at most, so a second one would be noticed.
    @Test(arguments: failures) func failureIsExplained(_ failure: Failure) async throws {
        let report = try await verify(failure.dialogue, security: failure.security)
        #expect(report.summary.first { $0.hasSuffix("failed") } == failure.step)
        #expect(report.codes == [failure.code])
        let diagnostic = try #require(report.diagnostics.first)
        #expect(diagnostic.remedy?.simplifiedChinese.contains { !$0.isASCII } == true)
        #expect(diagnostic.message.english != diagnostic.message.simplifiedChinese)
        if let evidence = failure.evidence { #expect(diagnostic.evidence == evidence) }
    }

    @Test func plaintextServerOnATLSPortIsRecognised() async throws {
        let setting = try VerificationSetting()
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(DialogueServer(greeting: "+OK ready\r\n"))
        } body: { port in
            try await setting.verify(.pop3, port: port, security: .tls)
        }
        #expect(report.codes == [.plaintextOnTLSPort])
    }
}
