import AccountVerification
import MailCore
import MailTestServers
import Testing

/// Whole checks against a real server.
@Suite struct DovecotTests {
    private func verify(
        _ configuration: DovecotConfiguration = DovecotConfiguration(), host: String = "localhost",
        port: any KeyPath<ServerPorts, UInt16> & Sendable, security: ConnectionSecurity,
        password: String = DovecotConfiguration.password
    ) async throws -> (report: ServerReport, log: String) {
        var setting = try VerificationSetting()
        setting.timeouts.greeting = .seconds(1)
        let timely = setting
        return try await DovecotServer.withServer(configuration) { server in
            let report = try await timely.verify(
                host: host, port: server.ports[keyPath: port], security: security, password: password,
                trusting: server.certificateAuthorityFile)
            try await server.stop()  // so that the log is complete
            return (report, server.log)
        }
    }

    @Test func accountIsReady() async throws {
        let (report, _) = try await verify(port: \.imaps, security: .tls)
        #expect(report.steps.allSatisfy { $0.outcome == .ok })
        #expect(
            report.steps.map(\.name) == [
                .resolve, .connect, .tls, .greeting, .capabilities, .mechanism, .login, .access, .limits,
            ])
        #expect(report.capabilities.contains("UIDPLUS"))
        #expect(report.chain.first?.names == ["localhost", "127.0.0.1"])
    }

    @Test func accountIsReadyOverSTARTTLS() async throws {
        let (report, _) = try await verify(port: \.imap, security: .starttls)
        #expect(report.steps.allSatisfy { $0.outcome == .ok })
        #expect(report.tls?.version == "TLSv1.3")
    }

    @Test func wrongPasswordIsTriedOnce() async throws {
        let (report, log) = try await verify(port: \.imaps, security: .tls, password: "wrong")
        #expect(report.codes == [.loginRefused])
        #expect(report.summary.suffix(3) == ["login failed", "access skipped", "limits skipped"])
        #expect(log.contains("auth failed, 1 attempts"))
    }

    @Test func nameMismatchNamesWhatWouldFit() async throws {
        var configuration = DovecotConfiguration()
        configuration.certificateNames = ["mail.example.org"]
        let (report, log) = try await verify(configuration, port: \.imaps, security: .tls)
        #expect(report.codes == [.certificateNameMismatch])
        #expect(report.diagnostics.first?.message.english.contains("mail.example.org") == true)
        #expect(report.summary.contains("tls failed"))
        #expect(report.chain.first?.names.contains("mail.example.org") == true)
        #expect(!log.contains("auth failed"))
    }

    @Test func unknownAuthorityIsRefused() async throws {
        let setting = try VerificationSetting()
        let report = try await DovecotServer.withServer { server in
            try await setting.verify(port: server.ports.imaps, security: .tls)
        }
        #expect(report.codes == [.certificateUnknownIssuer])
    }

    @Test func plaintextPortIsNoTLSPort() async throws {
        let (report, _) = try await verify(port: \.imap, security: .tls)
        #expect(report.codes == [.plaintextOnTLSPort])
        #expect(report.diagnostics.first?.evidence?.hasPrefix("* OK") == true)
    }

    @Test func tlsPortIsNoSTARTTLSPort() async throws {
        let (report, log) = try await verify(port: \.imaps, security: .starttls)
        #expect(report.codes == [.tlsOnPlaintextPort])
        #expect(!log.contains("auth failed"))
    }

    @Test func pop3ServerIsNamed() async throws {
        let (report, _) = try await verify(port: \.pop3s, security: .tls)
        #expect(report.codes == [.notAMailServer])
        #expect(report.diagnostics.first?.message.english.contains("POP3") == true)
    }

    @Test func portWithoutServerIsRefused() async throws {
        let setting = try VerificationSetting()
        let report = try await RefusedPort.hold { try await setting.verify(port: $0, security: .tls) }
        #expect(report.codes == [.connectionRefused])
        #expect(report.summary.prefix(2) == ["resolve ok", "connect failed"])
    }

    @Test func unknownHostIsNotFound() async throws {
        let setting = try VerificationSetting()
        let report = try await setting.verify(host: "host.invalid", port: 993, security: .tls)
        #expect(report.summary.first == "resolve failed")
        #expect([[.hostNotFound], [.dnsUnavailable]].contains(report.codes))
    }
}
