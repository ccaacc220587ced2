import MailCore
import MailTestServers
import MailTransport
import NIOCore
import Testing

/// Real handshakes against servers whose certificate has one property each.
@Suite struct CertificateTests {
    struct Defect: CustomTestStringConvertible, Sendable {
        let name: String
        var host = "localhost"
        let files: @Sendable (TestSetting) throws -> TestCertificateFiles
        let problem: CertificateProblem
        let code: DiagnosticCode
        var testDescription: String { name }
    }

    static let defects = [
        Defect(
            name: "expired",
            files: { try $0.authority.issue(names: ["localhost"], validFrom: -9_000, validUntil: -60) },
            problem: .expired, code: .certificateExpired),
        Defect(
            name: "not yet valid", files: { try $0.authority.issue(names: ["localhost"], validFrom: 3_600) },
            problem: .notYetValid, code: .certificateNotYetValid),
        Defect(
            name: "other name", files: { try $0.authority.issue(names: ["mail.example.org"]) },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "right common name, other subjectAltName",
            files: { try $0.authority.issue(names: ["mail.example.org"], commonName: "localhost") },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "common name alone", files: { try $0.authority.issue(names: [], commonName: "localhost") },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "partial wildcard", files: { try $0.authority.issue(names: ["local*"]) },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "address as host name", host: "127.0.0.1",
            files: { try $0.authority.issue(names: ["localhost"], commonName: "127.0.0.1") },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "other address", host: "127.0.0.1", files: { try $0.authority.issue(names: ["127.0.0.2"]) },
            problem: .nameMismatch, code: .certificateNameMismatch),
        Defect(
            name: "self-signed",
            files: { try TestCertificateAuthority.selfSigned(names: ["localhost"], in: $0.folder.path) },
            problem: .selfSigned, code: .certificateSelfSigned),
        Defect(
            name: "unknown issuer",
            files: {
                try TestCertificateAuthority(in: $0.folder.path, name: "Stranger").issue(names: ["localhost"])
            },
            problem: .unknownIssuer, code: .certificateUnknownIssuer),
        Defect(
            name: "missing intermediate",
            files: {
                try $0.authority.intermediate().issue(
                    names: ["localhost"], issuerLocation: "http://ca.example/intermediate.crt")
            },
            problem: .missingIntermediate, code: .certificateUnknownIssuer),
        Defect(
            name: "weak key",
            files: { try $0.authority.issue(names: ["localhost"], key: .rsa(bits: 1_024)) },
            problem: .weakKey, code: .certificateWeak),
        Defect(
            name: "weak digest",
            files: { try $0.authority.issue(names: ["localhost"], digest: .sha1) },
            problem: .weakSignature, code: .certificateWeak),
        Defect(
            name: "for clients only",
            files: { try $0.authority.issue(names: ["localhost"], purpose: "clientAuth") },
            problem: .wrongPurpose, code: .certificateInvalid),
    ]

    @Test(arguments: defects) func defectIsNamed(_ defect: Defect) async throws {
        let setting = try TestSetting()
        let files = try defect.files(setting)
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await failure(host: defect.host, port: port, options: setting.options())
        }
        guard case .tls(.certificate(let chain, let expectedName)) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(expectedName == defect.host)
        #expect(chain.first?.problems == [defect.problem])
        let target = TransportTarget(host: defect.host, port: 993, security: .tls)
        #expect(found?.diagnostics(for: target).map(\.code) == [defect.code])
    }

    @Test func severalDefectsAreAllNamed() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["a.example"], validFrom: -9_000, validUntil: -60)
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await failure(port: port, options: setting.options())
        }
        let target = TransportTarget(host: "localhost", port: 993, security: .tls)
        let codes = found?.diagnostics(for: target).map(\.code) ?? []
        #expect(Set(codes) == [.certificateExpired, .certificateNameMismatch])
    }

    @Test(arguments: [("localhost", ["localhost"]), ("127.0.0.1", ["127.0.0.1"]), ("LOCALHOST", ["localhost"])])
    func goodCertificateIsAccepted(host: String, names: [String]) async throws {
        let setting = try TestSetting()
        let files = try setting.authority.intermediate().issue(names: names, sendsIntermediate: true)
        let summary = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await withConnection(to: host, port: port, options: setting.options()) { $0.tls }
        }
        #expect(summary?.version == "TLSv1.3")
        #expect(summary?.chain.map(\.subject) == ["CN=Sandbox Server", "CN=Sandbox Intermediate", "CN=Sandbox Root"])
        #expect(summary?.chain.first?.names == names)
        #expect(summary?.chain.first?.sha256.count == 64)
        #expect(summary?.chain.allSatisfy { $0.problems.isEmpty } == true)
        let expected = UTCTime.now.secondsSince1970 + 90 * 86_400
        #expect(abs((summary?.chain.first?.notAfter.secondsSince1970 ?? 0) - expected) < 60)
    }

    @Test func defectsCanBeLookedAtWithoutTrust() async throws {
        let setting = try TestSetting()
        let files = try TestCertificateAuthority.selfSigned(names: ["other.example"], in: setting.folder.path)
        let summary = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await withConnection(port: port, options: setting.options(verifies: false)) { $0.tls }
        }
        #expect(Set(summary?.chain.first?.problems ?? []) == [.selfSigned, .nameMismatch])
    }

    @Test func weakKeyIsAcceptedByTheCompatibleProfile() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"], key: .rsa(bits: 1_024))
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await failure(port: port, options: setting.options(profile: .compatible))
        }
        #expect(found == nil)
    }

    @Test func `The chain is what the server sent, useful or not`() async throws {
        let setting = try TestSetting()
        let stranger = try TestCertificateAuthority(in: setting.folder.path, name: "Stranger")
        let files = try setting.authority.issue(names: ["localhost"], alsoSending: stranger)
        let summary = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await withConnection(port: port, options: setting.options()) { $0.tls }
        }
        #expect(summary?.chain.map(\.subject) == ["CN=Sandbox Server", "CN=Stranger", "CN=Sandbox Root"])
        #expect(summary?.chain.map(\.isSent) == [true, true, false])
        #expect(summary?.chain.allSatisfy { $0.problems.isEmpty } == true)
        #expect(summary?.chain.first?.key.algorithm == "EC")
        #expect(summary?.chain.first?.key.bits == 256)
        #expect(summary?.chain.first?.signature == "ecdsa-with-SHA256")
        #expect(summary?.chain.first?.der.isEmpty == false)
        #expect(summary?.warnings(host: "localhost").isEmpty == true)
    }

    @Test func `A weak certificate that is accepted is reported`() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"], digest: .sha1)
        let summary = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await withConnection(port: port, options: setting.options(profile: .legacy)) { $0.tls }
        }
        #expect(summary?.warnings(host: "localhost").map(\.code) == [.certificateWeak])
        #expect(summary?.warnings(host: "localhost").first?.severity == .warning)
    }

    @Test func extraRootMayBeTheServersOwnCertificate() async throws {
        let folder = try TemporaryFolder()
        let files = try TestCertificateAuthority.selfSigned(names: ["localhost"], in: folder.path)
        let context = try TLSContext(TLSConfiguration(extraRootsFile: files.certificateFile))
        let options = TransportOptions(tls: context, allowsPrivateAddresses: true)
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            try await failure(port: port, options: options)
        }
        #expect(found == nil)
    }

    @Test(arguments: ["/nonexistent/roots.pem", "/dev/null"]) func unusableRootsFileIsRefused(_ path: String) {
        let error = #expect(throws: TransportError.self) {
            _ = try TLSContext(TLSConfiguration(extraRootsFile: path))
        }
        guard case .tls(.rootsUnusable(path, _)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
