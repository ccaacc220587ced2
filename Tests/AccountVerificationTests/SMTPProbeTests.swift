import AccountVerification
import FoundationEssentials
import MailCore
import MailTestServers
import NIOCore
import Testing

/// Whole checks against submission servers with fixed answers.
@Suite struct SMTPProbeTests {
    private static let address = "alice@example.org"

    private static func hello(_ capabilities: [String]) -> String {
        let lines = ["mx.example.org"] + capabilities
        return "C: EHLO [127.0.0.1]\n" + lines.dropLast().map { "S: 250-\($0)\n" }.joined()
            + "S: 250 \(lines[lines.count - 1])\n"
    }

    private static func opening(_ capabilities: [String]) -> String {
        "S: 220 mx.example.org ESMTP\n" + hello(capabilities)
    }

    private static var login: String {
        "C: AUTH PLAIN " + Data("\u{0}\(address)\u{0}secret".utf8).base64EncodedString() + "\n"
    }

    private static let loggedIn = opening(["AUTH PLAIN", "SIZE 1000"]) + login + "S: 235 2.7.0 in\n"
    private static let question = "C: MAIL FROM:<\(address)>\n"
    private static let goodbye = "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye"

    private func verify(
        _ dialogue: String, security: ConnectionSecurity = .plaintext, username: String = Self.address,
        password: String? = "secret", kind: SecretKind = .password, needsLogin: Bool = true
    ) async throws -> ServerReport {
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        return try await ScriptedServer.withServer(
            dialogue, certificate: files, implicitTLS: security == .tls
        ) { port in
            let settings = ServerSettings(
                protocol: .smtp, host: "localhost", port: port, security: security, username: username,
                authentication: needsLogin ? [] : [.none])
            let report = try await setting.verify([settings], account: username, password: password, kind: kind)
            return try #require(report.servers.first)
        }
    }

    @Test func goodServerIsReady() async throws {
        let report = try await verify(Self.loggedIn + Self.question + "S: 250 ok\n" + Self.goodbye, security: .tls)
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "tls ok", "greeting ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
        #expect(report.codes.isEmpty)
        #expect(report.mechanism == "PLAIN")
        #expect(report.limits == ["sizeLimit": 1_000])
        #expect(
            report.steps.map(\.detail).suffix(5) == [
                "PLAIN", "PLAIN", nil, "MAIL FROM:<alice@example.org>", "SIZE 1000",
            ])
    }

    @Test func withoutASecretNothingIsSent() async throws {
        let report = try await verify(Self.opening(["AUTH PLAIN"]) + "C: QUIT\nS: 221 bye", password: nil)
        #expect(
            report.summary.suffix(5) == [
                "capabilities ok", "mechanism ok", "login skipped", "access skipped", "limits skipped",
            ])
    }

    @Test func startTLSIsAStepOfItsOwn() async throws {
        let report = try await verify(
            Self.opening(["STARTTLS"]) + "C: STARTTLS\nS: 220 go\ntls\n" + Self.hello(["AUTH PLAIN"]) + Self.login
                + "S: 235 in\n" + Self.question + "S: 250 ok\n" + Self.goodbye, security: .starttls)
        #expect(
            report.summary == [
                "resolve ok", "connect ok", "greeting ok", "starttls ok", "capabilities ok", "mechanism ok", "login ok",
                "access ok",
                "limits ok",
            ])
    }

    /// An internal relay, as its provider says.
    @Test func `Where no login is wanted, no password is sent`() async throws {
        let report = try await verify(
            Self.opening(["AUTH PLAIN"]) + Self.question + "S: 250 ok\n" + Self.goodbye, needsLogin: false)
        #expect(report.summary.suffix(3) == ["capabilities ok", "access ok", "limits ok"])
    }

    @Test func `A user name that is no address is not asked for`() async throws {
        let credentials = Data("\u{0}alice\u{0}secret".utf8).base64EncodedString()
        let report = try await verify(
            Self.opening(["AUTH PLAIN"]) + "C: AUTH PLAIN \(credentials)\nS: 235 in\nC: QUIT\nS: 221 bye",
            username: "alice")
        #expect(report.codes == [.senderNotAsked])
        #expect(report.verdict == .ready)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let dialogue: String
        var security = ConnectionSecurity.plaintext
        let step: String
        let code: DiagnosticCode
        var evidence: String?
        var testDescription: String { "\(step) \(code) \(evidence ?? "")" }
    }

    private static func refusedLogin(_ lines: [String], _ code: DiagnosticCode, evidence: String) -> Failure {
        Failure(
            dialogue: opening(["AUTH PLAIN"]) + login + lines.map { "S: \($0)\n" }.joined(), step: "login failed",
            code: code, evidence: evidence)
    }

    private static func refusedSender(_ answer: String, _ code: DiagnosticCode) -> Failure {
        Failure(
            dialogue: loggedIn + question + "S: \(answer)", step: "access failed", code: code, evidence: answer)
    }

    static let failures = [
        refusedLogin(
            ["535 5.7.8 Error: authentication failed"], .loginRefused,
            evidence: "535 5.7.8 Error: authentication failed"),
        refusedLogin(
            ["535-5.7.8 Not accepted.", "535 5.7.8 Look at our page"], .loginRefused,
            evidence: "535 5.7.8 Not accepted. Look at our page"),
        refusedLogin(
            ["534 5.7.9 Please use another way"], .noCommonMechanism, evidence: "534 5.7.9 Please use another way"),
        refusedLogin(
            ["530 5.7.0 Must issue a STARTTLS command first"], .plaintextRefused,
            evidence: "530 5.7.0 Must issue a STARTTLS command first"),
        refusedLogin(["451 4.3.0 Try later"], .temporarilyUnavailable, evidence: "451 4.3.0 Try later"),
        refusedLogin(["421 4.7.0 Too much"], .serverSaidBye, evidence: "421 4.7.0 Too much"),
        refusedSender("530 5.7.1 Client was not authenticated", .senderRefused),
        refusedSender("550 5.7.1 You are not allowed", .senderRefused),
        refusedSender("550 5.7.60 SMTP; Client does not have permissions to send as this sender", .senderRefused),
        refusedSender("553 5.7.1 Sender address rejected: not owned by user alice", .senderRefused),
        refusedSender("450 4.7.1 Later", .temporarilyUnavailable),
        refusedSender("421 4.3.2 Going", .serverSaidBye),
        Failure(
            dialogue: "S: 421 4.3.2 Too busy", step: "greeting failed", code: .serverSaidBye,
            evidence: "421 4.3.2 Too busy"),
        Failure(
            dialogue: "S: 554 No service here", step: "greeting failed", code: .serverSaidBye,
            evidence: "554 No service here"),
        Failure(dialogue: "S: +OK POP3 ready", step: "greeting failed", code: .notAMailServer),
        Failure(
            dialogue: opening(["AUTH PLAIN"]), security: .starttls, step: "starttls failed", code: .startTLSNotOffered),
        Failure(
            dialogue: opening(["STARTTLS"]) + "C: STARTTLS\nS: 454 4.7.0 TLS not available", security: .starttls,
            step: "starttls failed", code: .startTLSRefused, evidence: "454 4.7.0 TLS not available"),
        Failure(
            dialogue: opening(["STARTTLS"]) + "C: STARTTLS\nraw: 220 go\\r\\n250 more\\r\\n", security: .starttls,
            step: "starttls failed", code: .startTLSInjection),
        Failure(
            dialogue: opening(["SIZE 5"]), security: .tls, step: "mechanism failed", code: .noCommonMechanism,
            evidence: "no AUTH"),
        Failure(
            dialogue: opening(["AUTH XOAUTH2"]), security: .tls, step: "mechanism failed", code: .oauthRequired,
            evidence: "XOAUTH2"),
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

    @Test func `An address in another script needs a server that takes it`() async throws {
        let address = "用户@example.org"
        let credentials = Data("\u{0}\(address)\u{0}secret".utf8).base64EncodedString()
        let report = try await verify(
            Self.opening(["AUTH PLAIN"]) + "C: AUTH PLAIN \(credentials)\nS: 235 in", username: address)
        #expect(report.codes == [.senderRefused])
        #expect(report.diagnostics.first?.evidence == address)
    }

    /// A token is no password: nothing is left out of it, and nothing is said of it.
    @Test func `A stale token is named, with what the server says of it`() async throws {
        let token = "ya29.stale"
        let message = Data("user=\(Self.address)\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8).base64EncodedString()
        let error = Data(#"{"status":"400","schemes":"bearer","scope":"https://mail.example/"}"#.utf8)
            .base64EncodedString()
        let report = try await verify(
            Self.opening(["AUTH XOAUTH2"])
                + "C: AUTH XOAUTH2 \(message)\nS: 334 \(error)\nC: \nS: 535 5.7.8 Not accepted", security: .tls,
            password: token, kind: .accessToken)
        #expect(report.codes == [.tokenRefused])
        #expect(report.diagnostics.first?.evidence == "400: https://mail.example/: 535 5.7.8 Not accepted")
    }

    @Test func plaintextServerOnATLSPortIsRecognised() async throws {
        let setting = try VerificationSetting()
        let report = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(DialogueServer(greeting: "220 ready\r\n"))
        } body: { port in
            try await setting.verify(.smtp, port: port, security: .tls)
        }
        #expect(report.codes == [.plaintextOnTLSPort])
    }
}
