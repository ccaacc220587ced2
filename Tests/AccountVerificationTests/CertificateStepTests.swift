import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import Testing

@testable import AccountVerification

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
        #expect(
            report.summary.suffix(5) == [
                "capabilities skipped", "mechanism skipped", "login skipped", "access skipped", "limits skipped",
            ])
    }

    @Test func selfSignedCertificate() async throws {
        let report = try await verify {
            try TestCertificateAuthority.selfSigned(names: ["localhost"], in: $0.folder.path)
        }
        #expect(report.codes == [.certificateSelfSigned])
    }

    @Test func certificateThatEndsSoonIsAWarning() async throws {
        let report = try await verify { try $0.authority.issue(names: ["localhost"], validUntil: 86_400 * 5) }
        #expect(report.codes == [.certificateExpiresSoon, .missingExtension])
        #expect(report.summary.contains("tls warning"))
        #expect(VerificationReport(account: "a", servers: [report]).verdict == .ready)
    }

    @Test func `An old server is reached with the legacy profile, and reported`() async throws {
        var setting = try VerificationSetting()
        let files = try setting.authority.issue(names: ["localhost"], key: .rsa(bits: 1_024), digest: .sha1)
        let strict = setting
        setting.profile = .legacy
        let legacy = setting
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([
                TestTLSHandler(files, newestVersion: .tls1_1), DialogueServer(),
            ])
        } body: { port in
            let refused = try await strict.verify(port: port, security: .tls)
            #expect(refused.codes == [.tlsVersionTooOld])
            #expect(refused.diagnostics.first?.remedy?.english.contains("--tls legacy") == true)
            let report = try await legacy.verify(port: port, security: .tls)
            #expect(report.codes == [.tlsVersionTooOld, .certificateWeak, .missingExtension])
            #expect(report.diagnostics.prefix(2).allSatisfy { $0.severity == .warning })
            #expect(report.summary.contains("tls warning"))
            #expect(report.tls?.version == "TLSv1.1")
            #expect(VerificationReport(account: "a", servers: [report]).verdict == .ready)
        }
    }

    // MARK: Names

    private static let mismatches: [(names: [String], addresses: [String: String], suggested: String?)] = [
        (["mail.hoster.example"], ["mail.hoster.example": "127.0.0.1"], "mail.hoster.example"),
        (["*.hoster.example"], ["imap.hoster.example": "127.0.0.1"], "imap.hoster.example"),
        (["*.hoster.example"], ["post.hoster.example": "127.0.0.1"], "post.hoster.example"),
        (["other.example", "mail.hoster.example"], ["mail.hoster.example": "127.0.0.1"], "mail.hoster.example"),
        // Elsewhere, or nowhere.
        (["mail.hoster.example"], ["mail.hoster.example": "127.0.0.2"], nil),
        (["mail.hoster.example"], [:], nil),
    ]

    @Test(arguments: mismatches.indices)
    func `A wrong name leads to the hoster's own name for the same server`(index: Int) async throws {
        let example = Self.mismatches[index]
        let setting = try VerificationSetting()
        let files = try setting.authority.issue(names: example.names)
        var zone = ["post.customer.example A": [DNSTestRecord.a("127.0.0.1")]]
        for (name, address) in example.addresses { zone["\(name) A"] = [.a(address)] }
        let report = try await DNSTestServer.run(zone: zone) { nameserver in
            var setting = setting
            setting.nameserver = nameserver
            let asking = setting
            return try await TestListener.run { channel in
                try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), DialogueServer()])
            } body: { port in
                try await asking.verify(host: "post.customer.example", port: port, security: .tls)
            }
        }
        #expect(report.codes == [.certificateNameMismatch])
        let remedy = report.diagnostics.first?.remedy?.english ?? ""
        #expect(remedy.contains("is the same server") == (example.suggested != nil))
        #expect(remedy.contains(example.suggested ?? "Check the server name"))
    }

    @Test func `No more names are looked up than is reasonable`() {
        let settings = ServerSettings(
            protocol: .imap, host: "imap.a.example", port: 993, security: .tls, username: "a")
        let search = SameServerSearch(
            settings: settings, address: "127.0.0.1", dns: DNSResolver(timeout: .seconds(1)))
        let now = UTCTime(secondsSince1970: 0)
        func candidates(_ names: [String]) -> [String] {
            search.candidates(
                in: Certificate(
                    subject: "", issuer: "", names: names, notBefore: now, notAfter: now, sha256: "", problems: []))
        }
        #expect(candidates(["*.b.example", "IMAP.A.example"]) == ["imap.b.example", "mail.b.example"])
        #expect(candidates(["localhost", "-.x", "*"]) == [])
        #expect(candidates((0..<1_000).map { "h\($0).example" }).count == 100)
    }

    @Test(arguments: [(0, true), (-1, false)])
    func `The last name that is looked up is found, the next is not`(beyond: Int, isFound: Bool) async throws {
        let count = SameServerSearch.maximumLookups - beyond
        let names = (1...count).map { "mail\($0).hoster.example" }
        let settings = ServerSettings(
            protocol: .imap, host: "imap.a.example", port: 993, security: .tls, username: "a")
        let now = UTCTime(secondsSince1970: 0)
        let certificate = Certificate(
            subject: "", issuer: "", names: names, notBefore: now, notAfter: now, sha256: "", problems: [])
        let zone = ["mail\(count).hoster.example A": [DNSTestRecord.a("127.0.0.1")]]
        let found = try await DNSTestServer.run(zone: zone) { port in
            let dns = DNSResolver(nameserver: ("127.0.0.1", port), timeout: .seconds(5))
            return await SameServerSearch(settings: settings, address: "127.0.0.1", dns: dns).name(in: certificate)
        }
        #expect((found != nil) == isFound)
    }
}
