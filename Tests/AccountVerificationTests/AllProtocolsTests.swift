import AccountVerification
import FoundationEssentials
import MailCore
import MailTestServers
import MailTransport
import Synchronization
import Testing

/// Whole checks of all that an account has, against real servers.
@Suite struct AllProtocolsTests {
    private static func servers(_ ports: ServerPorts, _ security: ConnectionSecurity) -> [ServerSettings] {
        let isTLS = security == .tls
        return [
            (.imap, isTLS ? ports.imaps : ports.imap), (.pop3, isTLS ? ports.pop3s : ports.pop3),
            (.smtp, isTLS ? ports.submissions : ports.submission),
        ].map { kind, port in
            ServerSettings(protocol: kind, host: "localhost", port: port, security: security, username: "alice")
        }
    }

    private static let logins = ["AUTHENTICATE", "LOGIN", "AUTH", "USER", "APOP"]

    /// The first words of the logins of one connection.
    private func logins(_ setting: VerificationSetting, _ kind: MailProtocol) -> Int {
        setting.transcript.lines.count { line in
            guard let range = line.firstRange(of: "verify-\(kind.rawValue) C: ") else { return false }
            let words = line[range.upperBound...].split(separator: " ")
            let command = kind == .imap ? words.dropFirst().first : words.first
            return command.map { Self.logins.contains(String($0)) } ?? false
        }
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls])
    func `An account works in all protocols, with one login each`(security: ConnectionSecurity) async throws {
        let setting = try VerificationSetting()
        let heard = try await DovecotServer.withSubmission { server in
            let began = Mutex<[MailProtocol]>([])
            let report = try await setting.verify(
                Self.servers(server.ports, security), password: DovecotConfiguration.password,
                trusting: server.certificateAuthorityFile
            ) { event in
                if case .began(let settings) = event { began.withLock { $0.append(settings.protocol) } }
            }
            #expect(report.verdict == .ready)
            #expect(report.servers.map(\.settings.protocol) == [.imap, .pop3, .smtp])
            #expect(began.withLock { $0 } == [.imap, .pop3, .smtp])
            #expect(report.servers.allSatisfy { $0.steps.allSatisfy { $0.outcome == .ok } && $0.mechanism == "PLAIN" })
            #expect(report.servers.allSatisfy { $0.tls?.version == "TLSv1.3" })
        }
        for kind in MailProtocol.allCases { #expect(logins(setting, kind) == 1) }
        #expect(!heard.contains { $0.hasPrefix("DATA") || $0.hasPrefix("RCPT") || $0.hasPrefix("BDAT") })
    }

    @Test(arguments: ["scram-sha-256", "scram-sha-1", "cram-md5", "plain", "login"])
    func `Each mechanism lets in, and a wrong password is tried once a server`(mechanism: String) async throws {
        let setting = try VerificationSetting()
        var configuration = DovecotConfiguration()
        configuration.mechanisms = [mechanism]
        try await DovecotServer.withSubmission(configuration) { server in
            let servers = Self.servers(server.ports, .tls)
            let good = try await setting.verify(
                servers, password: DovecotConfiguration.password, trusting: server.certificateAuthorityFile)
            #expect(good.verdict == .ready)
            // Channel binding, where the server has it, shows in the name.
            #expect(good.servers.allSatisfy { $0.mechanism?.hasPrefix(mechanism.uppercased()) == true })
            let wrong = try await setting.verify(
                servers, password: "wrong password", trusting: server.certificateAuthorityFile)
            #expect(wrong.servers.map(\.codes) == [[.loginRefused], [.loginRefused], [.loginRefused]])
            #expect(wrong.verdict == .actionNeeded)
            try await server.stop()  // so that the log is complete
            let attempts = server.log.split(separator: "\n").filter { $0.contains("auth failed, 1 attempts") }
            #expect(attempts.count == 3)
            #expect(!server.log.contains("auth failed, 2 attempts"))
        }
        for kind in MailProtocol.allCases { #expect(logins(setting, kind) == 2) }
    }

    @Test(arguments: [ConnectionSecurity.tls, .starttls])
    func `Postfix takes mail from the address, and a wrong password is tried once`(
        security: ConnectionSecurity
    ) async throws {
        let setting = try VerificationSetting()
        try await PostfixServer.withServer { server in
            let servers = [
                ServerSettings(
                    protocol: .smtp, host: "localhost",
                    port: security == .tls ? server.ports.submissions : server.ports.submission, security: security,
                    username: "alice")
            ]
            let good = try await setting.verify(
                servers, password: PostfixConfiguration.password, trusting: server.certificateAuthorityFile)
            #expect(good.verdict == .ready)
            #expect(good.servers[0].summary.allSatisfy { $0.hasSuffix("ok") })
            let wrong = try await setting.verify(
                servers, password: "wrong password", trusting: server.certificateAuthorityFile)
            #expect(wrong.servers.map(\.codes) == [[.loginRefused]])
            #expect(server.log.ranges(of: "authentication failed").count == 1)
        }
        #expect(logins(setting, .smtp) == 2)
    }

    @Test func `A server of another kind is named, and TLS on the wrong port`() async throws {
        var setting = try VerificationSetting()
        setting.timeouts.greeting = .milliseconds(500)
        let timely = setting
        try await DovecotServer.withSubmission { server in
            for (kind, port) in [(MailProtocol.pop3, server.ports.pop3s), (.smtp, server.ports.submissions)] {
                let report = try await timely.verify(
                    kind, port: port, security: .starttls, trusting: server.certificateAuthorityFile)
                #expect(report.codes == [.tlsOnPlaintextPort])
                #expect(report.diagnostics.first?.remedy?.english.contains("\(kind.rawValue)s://") == true)
            }
            let other = try await timely.verify(
                .smtp, port: server.ports.pop3s, security: .tls, trusting: server.certificateAuthorityFile)
            #expect(other.codes == [.notAMailServer])
            let plain = try await timely.verify(
                .pop3, port: server.ports.pop3, security: .tls, trusting: server.certificateAuthorityFile)
            #expect(plain.codes == [.plaintextOnTLSPort])
        }
    }

    @Test func `Sending that fails leaves reading as it is`() async throws {
        let setting = try VerificationSetting()
        try await DovecotServer.withServer { server in
            let report = try await setting.verify(
                Self.servers(server.ports, .tls), password: DovecotConfiguration.password,
                trusting: server.certificateAuthorityFile)
            #expect(report.servers.map(\.works) == [true, true, false])
            #expect(report.servers.last?.codes == [.connectionRefused])
            #expect(report.verdict == .actionNeeded)
        }
    }

    @Test func courierIsReadyOverPOP3() async throws {
        let setting = try VerificationSetting()
        try await CourierServer.withServer { server in
            let report = try await setting.verify(
                .pop3, port: server.ports.pop3s, security: .tls, password: CourierConfiguration.password,
                trusting: server.certificateAuthorityFile)
            #expect(report.verdict == .ready)
            #expect(report.mechanism == "USER and PASS")
            #expect(report.steps.first { $0.name == .access }?.detail == "STAT: 0, UIDL")
            let wrong = try await setting.verify(
                .pop3, port: server.ports.pop3s, security: .tls, password: "wrong",
                trusting: server.certificateAuthorityFile)
            #expect(wrong.codes == [.loginRefused])
        }
        #expect(logins(setting, .pop3) == 2)
    }

    @Test(arguments: [MailProtocol.imap, .pop3])
    func `Courier is ready where TLS begins by a command`(_ protocol: MailProtocol) async throws {
        let setting = try VerificationSetting()
        try await CourierServer.withServer { server in
            let report = try await setting.verify(
                `protocol`, port: `protocol` == .imap ? server.ports.imap : server.ports.pop3, security: .starttls,
                password: CourierConfiguration.password, trusting: server.certificateAuthorityFile)
            #expect(report.verdict == .ready)
            #expect(report.tls?.version == "TLSv1.3")
            #expect(report.summary.contains("starttls ok") && report.summary.contains("access ok"))
        }
        #expect(logins(setting, `protocol`) == 1)
    }

    @Test(arguments: ["xoauth2", "oauthbearer"])
    func `A token is shown as it is, and a stale one named`(mechanism: String) async throws {
        let setting = try VerificationSetting()
        try await HTTPTestServer.run(certificate: nil) { _, head in
            let isGood = head.contains("Authorization: Bearer good-token")
            return HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: isGood ? #"{"active":true,"username":"alice"}"# : #"{"active":false}"#)
        } body: { port in
            var configuration = DovecotConfiguration()
            configuration.mechanisms = ["plain", mechanism]
            configuration.tokenServer = port
            try await DovecotServer.withSubmission(configuration) { server in
                let servers = Self.servers(server.ports, .tls)
                let good = try await setting.verify(
                    servers, password: "good-token", kind: .accessToken, trusting: server.certificateAuthorityFile)
                #expect(good.verdict == .ready)
                #expect(good.servers.allSatisfy { $0.mechanism == mechanism.uppercased() })
                let stale = try await setting.verify(
                    servers, password: "stale-token", kind: .accessToken, trusting: server.certificateAuthorityFile)
                #expect(stale.servers.map(\.codes) == [[.tokenRefused], [.tokenRefused], [.tokenRefused]])
            }
        }
    }

    /// What a login of any mechanism may show: the secret, its base64, what SCRAM sends of it.
    @Test(arguments: ["scram-sha-256", "cram-md5", "plain", "login"])
    func `Nothing secret is in a transcript or a report`(mechanism: String) async throws {
        let setting = try VerificationSetting()
        var configuration = DovecotConfiguration()
        configuration.mechanisms = [mechanism]
        var reports = ""
        try await DovecotServer.withSubmission(configuration) { server in
            for password in [DovecotConfiguration.password, "Tr0ub4dor&3 wrong"] {
                let report = try await setting.verify(
                    Self.servers(server.ports, .tls), password: password, trusting: server.certificateAuthorityFile)
                reports += "\(report)"
            }
        }
        let text = setting.transcript.lines.joined(separator: "\n") + reports
        #expect(text.contains("‹secret›"))
        for password in [DovecotConfiguration.password, "Tr0ub4dor&3 wrong"] {
            let forms = [password, "\u{0}alice\u{0}\(password)"]
            for form in forms + forms.map({ Data($0.utf8).base64EncodedString() }) { #expect(!text.contains(form)) }
        }
        // What the client says in SCRAM (RFC 5802 §7): `n,,n=alice`, `p=tls-exporter`, `c=`, in base64; CRAM-MD5's `alice `.
        for trace in ["biwsbj1", "cD10bHM", "Yz1", "YWxpY2Ug"] { #expect(!text.contains(trace)) }
    }

    /// Servers that say again what they were sent.
    @Test(arguments: [
        (
            MailProtocol.pop3,
            "S: +OK ready\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN\nS: + \nC: BASE64\nS: -ERR BASE64 is PASSWORD"
        ),
        (
            .smtp,
            "S: 220 ready\nC: EHLO [127.0.0.1]\nS: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN BASE64\nS: 535-5.7.8 BASE64\n"
                + "S: 535 5.7.8 is PASSWORD"
        ),
    ])
    func `Nothing secret comes back from a server that repeats it`(kind: MailProtocol, dialogue: String) async throws {
        let setting = try VerificationSetting()
        let password = "Tr0ub4dor&3"
        let encoded = Data("\u{0}alice\u{0}\(password)".utf8).base64EncodedString()
        let spoken = dialogue.replacing("BASE64", with: encoded).replacing("PASSWORD", with: password)
        let report = try await ScriptedServer.withServer(spoken) { port in
            try await setting.verify(kind, port: port, security: .plaintext, password: password)
        }
        #expect(report.codes == [.loginRefused])
        #expect(report.diagnostics.first?.evidence?.contains("‹secret› is ‹secret›") == true)
        let text = setting.transcript.lines.joined(separator: "\n") + "\(report)"
        for form in [password, encoded, Data(password.utf8).base64EncodedString()] { #expect(!text.contains(form)) }
    }
}
