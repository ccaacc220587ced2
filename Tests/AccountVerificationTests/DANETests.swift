import AccountVerification
import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import Testing

/// What signed DNS says of a server's certificate (RFC 6698).
@Suite struct DANETests {
    /// - Parameters:
    ///   - target: where a CNAME of the host leads; nil for none.
    ///   - targetRecord: of that.
    ///   - record: from the server's own certificate.
    private func verify(
        isAuthenticated: Bool = true, isTrusted: Bool = true, log: CommandLog = CommandLog(), target: String? = nil,
        targetRecord: DNSTestRecord? = nil, record: (Certificate) -> DNSTestRecord
    ) async throws -> ServerReport {
        let setting = try VerificationSetting()
        let authority =
            isTrusted ? setting.authority : try TestCertificateAuthority(in: setting.folder.path, name: "Stranger")
        let files = try authority.issue(names: ["mail.example.org"])
        return try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer(commands: log)])
        } body: { port in
            let look = try await setting.verify(port: port, security: .tls)
            guard let certificate = look.chain.first else { throw VerificationSetting.MissingReport() }
            var address = DNSTestRecord.a("127.0.0.1")
            address.owner = target
            var zone = [
                "mail.example.org A": (target.map { [.cname($0)] } ?? []) + [address],
                "_\(port)._tcp.mail.example.org TLSA": [record(certificate)],
            ]
            if let target, let targetRecord { zone["_\(port)._tcp.\(target) TLSA"] = [targetRecord] }
            return try await DNSTestServer.run(zone: zone, isAuthenticated: isAuthenticated) { nameserver in
                var setting = setting
                setting.nameserver = nameserver
                return try await setting.verify(host: "mail.example.org", port: port, security: .tls)
            }
        }
    }

    @Test func `A certificate that signed DNS names is said to be so`() async throws {
        let report = try await verify { .tlsa(3, 1, 0, $0.key.der) }
        #expect(report.codes == [.daneMatch, .missingExtension])
        #expect(report.summary.allSatisfy { $0.hasSuffix("ok") })
    }

    @Test func `With another certificate than signed DNS names no password is sent`() async throws {
        let log = CommandLog()
        let report = try await verify(log: log) { _ in .tlsa(3, 1, 1, Array(repeating: 7, count: 32)) }
        #expect(report.codes == [.daneMismatch])
        #expect(report.summary.contains("tls failed"))
        #expect(!report.chain.isEmpty)
        #expect(log.loginCount == 0)
        #expect(VerificationReport(account: "a", servers: [report]).verdict == .actionNeeded)
    }

    /// RFC 7671 §7.
    @Test func `The host that a CNAME leads to is asked first`() async throws {
        let wrong = DNSTestRecord.tlsa(3, 1, 1, Array(repeating: 7, count: 32))
        let (target, log) = ("server.hoster.example", CommandLog())
        let report = try await verify(log: log, target: target, targetRecord: wrong) { .tlsa(3, 1, 0, $0.key.der) }
        #expect(report.codes == [.daneMismatch])
        #expect(report.diagnostics.first?.evidence?.hasSuffix("._tcp.server.hoster.example TLSA") == true)
        #expect(log.loginCount == 0)
        let own = try await verify(target: target) { .tlsa(3, 1, 0, $0.key.der) }
        #expect(own.codes == [.daneMatch, .missingExtension])
    }

    @Test func `What DNS says without a signature does not count`() async throws {
        let report = try await verify(isAuthenticated: false) { _ in .tlsa(3, 1, 1, Array(repeating: 7, count: 32)) }
        #expect(report.codes == [.missingExtension])
    }

    @Test func `Records of unknown kinds do not count`() async throws {
        let report = try await verify { _ in .tlsa(9, 1, 1, [1]) }
        #expect(report.codes == [.missingExtension])
    }

    @Test func `A certificate that nobody else vouches for stays refused`() async throws {
        let report = try await verify(isTrusted: false) { .tlsa(3, 0, 0, $0.der) }
        #expect(report.codes == [.certificateUnknownIssuer, .daneMatch])
        #expect(report.summary.contains("tls failed"))
    }
}
