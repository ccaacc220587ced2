import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// Accounts whose servers somebody else names.
@Suite struct SetupDiscoveryTests {
    /// An answer of DNS that nothing protects leads to a real server.
    private func setUp(
        _ setting: SetupSetting, _ options: [String], answer: String? = nil
    ) async throws -> CapturedRun {
        var configuration = DovecotConfiguration(users: ["alice@example.org"])
        configuration.certificateNames = ["mail.example.org"]
        return try await DovecotServer.withServer(configuration) { server in
            let zone: [String: [DNSTestRecord]] = [
                "_imaps._tcp.example.org SRV": [.srv(0, 0, server.ports.imaps, "mail.example.org")],
                "mail.example.org A": [.a("127.0.0.1")],
            ]
            return try await DNSTestServer.run(zone: zone) { port in
                await setting.run(
                    [
                        "setup", "alice@example.org", "--dns", "127.0.0.1:\(port)", "--allow-private-hosts",
                        "--no-guess", "--no-ispdb", "--ca-file", server.certificateAuthorityFile, "--password-file",
                        try setting.passwordFile(),
                    ] + options, answer: answer)
            }
        }
    }

    @Test func `Nobody there: without a yes no password is sent, and the option is named`() async throws {
        let setting = try SetupSetting()
        let run = try await setUp(setting, ["--transcript", setting.path("transcript")])
        #expect(run.outcome == .untrusted)
        #expect(run.output.contains("Unverified"))
        #expect(run.errors.contains("--yes"))
        #expect(!run.output.contains("3 · Check"))
        #expect(!FileManager.default.fileExists(atPath: setting.path("transcript")))
        #expect(setting.saved().isEmpty)
    }

    @Test(arguments: [("y", true), ("", false)])
    func `A person is asked, and shown whose server it is`(answer: String, isAccepted: Bool) async throws {
        let setting = try SetupSetting()
        let run = try await setUp(setting, [], answer: answer)
        #expect(run.errors.contains("(example.org)? [y/N]"))
        #expect(run.outcome == (isAccepted ? .done : .untrusted), "\(run.output)\(run.errors)")
        #expect(setting.saved().count == (isAccepted ? 1 : 0))
    }

    @Test func `Saving is using: without a login it takes a yes as well`() async throws {
        let setting = try SetupSetting()
        #expect(try await setUp(setting, ["--no-login"]).outcome == .untrusted)
        #expect(setting.saved().isEmpty)
        #expect(try await setUp(setting, ["--no-login", "--no-save"]).outcome == .done)
        #expect(try await setUp(setting, ["--no-login", "--yes"]).outcome == .done)
        #expect(setting.saved().count == 1)
    }

    @Test func `A document that the person names is asked alone`() async throws {
        let setting = try SetupSetting()
        let authority = try TestCertificateAuthority(in: setting.folder.path)
        let run = try await DovecotServer.withServer { server in
            let document = """
                <clientConfig><emailProvider id="example.org"><incomingServer type="imap">
                <hostname>localhost</hostname><port>\(server.ports.imap)</port><socketType>STARTTLS</socketType>
                <username>%EMAILLOCALPART%</username></incomingServer></emailProvider></clientConfig>
                """
            let roots = try setting.text(server.certificateAuthorityFile) + setting.text(authority.certificateFile)
            try roots.write(toFile: setting.path("roots"), atomically: false, encoding: .utf8)
            return try await HTTPTestServer.run(
                certificate: try authority.issue(names: ["localhost"]),
                answer: { _, _ in HTTPTestServer.response(body: document) },
                body: { port in
                    await setting.run([
                        "setup", "alice@example.org", "--autoconfig-url", "https://localhost:\(port)/",
                        "--allow-private-hosts", "--ca-file", setting.path("roots"), "--password-file",
                        try setting.passwordFile(),
                    ])
                })
        }
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        #expect(run.output.contains("The document you named."))
        #expect(setting.saved().count == 1)
    }

    /// No packet is needed for these: their profiles say that no password works.
    @Test(arguments: [("alice@tuta.com", Outcome.noSettings), ("alice@outlook.com", .credentialsRefused)])
    func `Where no password works, none is sent`(address: String, outcome: Outcome) async throws {
        let setting = try SetupSetting()
        let run = try await DNSTestServer.run(zone: [:]) { port in
            await setting.run([
                "setup", address, "--dns", "127.0.0.1:\(port)", "--password-file", try setting.passwordFile(),
            ])
        }
        #expect(run.outcome == outcome, "\(run.output)\(run.errors)")
        #expect(setting.saved().isEmpty)
    }

    /// What is known of a provider is told before anything is asked.
    @Test(arguments: ["en", "zh-Hans"])
    func `The steps to make the secret come first, in eighty columns`(language: String) async throws {
        let setting = try SetupSetting()
        let run = try await DNSTestServer.run(zone: [:]) { port in
            await setting.run(
                ["setup", "alice@qq.com", "--dns", "127.0.0.1:\(port)", "--no-login", "--timeout", "1"],
                language: language)
        }
        #expect(run.output.contains(language == "en" ? "2 · Password" : "2 · 密码"))
        #expect(run.output.contains("imap.qq.com"))
        #expect(run.output.contains("授权码"))
        #expect(run.output.contains("https://"))
        for line in run.output.split(separator: "\n") { #expect(line.terminalWidth <= 80, "\(line)") }
    }
}
