import AccountVerification
import MailCore
import MailTestServers
import NIOCore
import Testing

/// What the step "tls" says about certificates.
@Suite struct CertificateStepTests {
    private func verify(
        _ issue: (VerificationSetting) throws -> TestCertificateFiles
    ) async throws -> ServerReport {
        let setting = try VerificationSetting()
        let files = try issue(setting)
        return try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer()])
        } body: { port in
            try await setting.verify(port: port, security: .tls)
        }
    }

    @Test func expiredCertificate() async throws {
        let report = try await verify {
            try $0.authority.issue(names: ["localhost"], validFrom: -9_000_000, validUntil: -86_400)
        }
        #expect(report.codes == [.certificateExpired])
        #expect(report.tls == nil)
        #expect(report.chain.first?.problems == [.expired])
        #expect(report.summary.suffix(3) == ["capabilities skipped", "login skipped", "access skipped"])
    }

    @Test func selfSignedCertificate() async throws {
        let report = try await verify {
            try TestCertificateAuthority.selfSigned(names: ["localhost"], in: $0.folder.path)
        }
        #expect(report.codes == [.certificateSelfSigned])
    }

    @Test func certificateThatEndsSoonIsAWarning() async throws {
        let report = try await verify { try $0.authority.issue(names: ["localhost"], validUntil: 86_400 * 5) }
        #expect(report.codes == [.certificateExpiresSoon])
        #expect(report.summary.contains("tls warning"))
        #expect(VerificationReport(account: "a", servers: [report]).verdict == .ready)
    }
}
