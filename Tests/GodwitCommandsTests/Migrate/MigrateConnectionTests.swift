import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// Ends before the first login: no mail server is needed for them.
@Suite struct MigrateConnectionTests {
    private let folder: TemporaryFolder
    private let passwordFile: String

    init() throws {
        folder = try TemporaryFolder()
        passwordFile = folder.path + "/password"
        try "secret".write(toFile: passwordFile, atomically: true, encoding: .utf8)
    }

    private func migrate(from account: String, _ more: String...) async -> CapturedRun {
        await CapturedRun(
            [
                "migrate", "--from", account, "--to", "imaps://bob@localhost:1", "--from-password-file", passwordFile,
                "--to-password-file", passwordFile, "--journal", folder.path + "/journal.sqlite", "--language", "en",
            ] + more)
    }

    @Test func `An expired certificate ends the run before the password is sent`() async throws {
        let authority = try TestCertificateAuthority(in: folder.path)
        let expired = try authority.issue(names: ["localhost"], validFrom: -90 * 86_400, validUntil: -86_400)
        try await ScriptedServer.withServer("silence", certificate: expired, implicitTLS: true) { port in
            let run = await migrate(from: "imaps://alice@localhost:\(port)", "--ca-file", authority.certificateFile)
            #expect(run.outcome == .untrusted)
            #expect(run.errors.contains("Old account: "))
            #expect(run.errors.contains("expired"))
        }
    }

    @Test func `A certificate that signed DNS contradicts ends the run before the password is sent`() async throws {
        let host = "mail.old.example"
        let authority = try TestCertificateAuthority(in: folder.path)
        let certificate = try authority.issue(names: [host])
        try await ScriptedServer.withServer("silence", certificate: certificate, implicitTLS: true) { port in
            let zone: SandboxDNSZone = [
                "\(host) A": [.a("127.0.0.1")],
                "_\(port)._tcp.\(host) TLSA": [.tlsa(3, 1, 1, Array(repeating: 7, count: 32))],
            ]
            try await DNSTestServer.run(zone: zone, isAuthenticated: true) { nameserver in
                let run = await migrate(
                    from: "imaps://alice@\(host):\(port)", "--ca-file", authority.certificateFile, "--dns",
                    "127.0.0.1:\(nameserver)")
                #expect(run.outcome == .untrusted)
                #expect(run.errors.contains("Old account: "))
                #expect(run.errors.contains("signed DNS names (DANE); no password was sent"))
                #expect(run.errors.contains("_\(port)._tcp.\(host) TLSA"))
            }
        }
    }

    @Test func `A host that is not known is named`() async throws {
        try await DNSTestServer.run(zone: [:]) { port in
            let run = await migrate(from: "imaps://alice@mail.old.example", "--dns", "127.0.0.1:\(port)")
            #expect(run.outcome == .unreachable)
            #expect(run.errors.contains("Old account: "))
            #expect(run.errors.contains("mail.old.example"))
        }
    }
}
