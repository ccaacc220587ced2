import FoundationEssentials
import GodwitCommands
import MailCore
import MailTestServers
import Testing

/// The command as typed, against a real server.
@Suite struct VerifyCommandTests {
    private static func passwordFile(_ password: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/password"
        try (password + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    private func verify(_ password: String = DovecotConfiguration.password, _ options: [String] = []) async throws
        -> CapturedRun
    {
        let folder = try TemporaryFolder()
        let file = try Self.passwordFile(password, in: folder)
        return try await DovecotServer.withServer { server in
            await CapturedRun(
                [
                    "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--ca-file",
                    server.certificateAuthorityFile, "--password-file", file, "--language", "en",
                ] + options)
        }
    }

    @Test func goodAccount() async throws {
        let run = try await verify()
        #expect(run.outcome == .done)
        #expect(run.output.contains("Ready: the account works."))
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: ["en", "zh-Hans"]) func `What is shown fits into 80 columns`(language: String) async throws {
        for options in [[], ["-v"]] {
            let good = try await verify(DovecotConfiguration.password, ["--language", language] + options)
            let bad = try await verify("wrong", ["--language", language] + options)
            #expect(good.output.contains(language == "en" ? "Folders" : "文件夹"))
            for line in (good.output + bad.output).split(separator: "\n") {
                #expect(line.terminalWidth <= 80, "\(line)")
            }
        }
    }

    @Test func wrongPassword() async throws {
        let run = try await verify("wrong")
        #expect(run.outcome == .credentialsRefused)
        #expect(run.output.contains("The server refused the user name or password."))
        #expect(!run.output.contains("wrong"))
    }

    @Test func jsonIsOneDocument() async throws {
        let run = try await verify(DovecotConfiguration.password, ["--format", "json"])
        let document = try JSONDecoder().decode(Shape.self, from: Data(run.output.utf8))
        #expect(document.verdict == "ready")
        #expect(document.servers.first?.settings.protocol == "imap")
        #expect(document.servers.first?.steps.last?.name == "limits")
        #expect(document.servers.first?.tls?.chain.first?.names.contains("localhost") == true)
    }

    @Test func withoutLoginNoPasswordIsNeeded() async throws {
        let run = try await DovecotServer.withServer { server in
            await CapturedRun(
                "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--ca-file",
                server.certificateAuthorityFile, "--no-login", "--language", "en")
        }
        #expect(run.outcome == .done)
        #expect(run.output.contains("no login was tried"))
    }

    @Test func untrustedCertificate() async throws {
        let run = try await DovecotServer.withServer { server in
            await CapturedRun(
                "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--no-login", "--language", "en")
        }
        #expect(run.outcome == .untrusted)
        #expect(run.output.contains("was issued by an authority"))
    }

    @Test func transcriptHoldsNoPassword() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/transcript"
        let run = try await verify(DovecotConfiguration.password, ["--transcript", path])
        #expect(run.outcome == .done)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("verify-imap S: * OK"))
        #expect(!text.contains(DovecotConfiguration.password))
        let encoded = Data("\u{0}alice\u{0}\(DovecotConfiguration.password)".utf8).base64EncodedString()
        #expect(!text.contains(encoded))
    }

    /// A URL names one server, of whichever protocol.
    @Test(arguments: ["pop3s", "pop3+starttls"]) func otherProtocolsByURL(scheme: String) async throws {
        let folder = try TemporaryFolder()
        let file = try Self.passwordFile(DovecotConfiguration.password, in: folder)
        let run = try await DovecotServer.withServer { server in
            let port = scheme == "pop3s" ? server.ports.pop3s : server.ports.pop3
            return await CapturedRun(
                "verify", "\(scheme)://alice@localhost:\(port)", "--ca-file", server.certificateAuthorityFile,
                "--password-file", file, "--language", "en")
        }
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        #expect(run.output.contains("POP3  localhost:"))
        #expect(run.output.contains("PLAIN"))
        #expect(!run.output.contains("IMAP"))
    }

    @Test func jsonNamesTheMechanismAndEachVerdict() async throws {
        let run = try await verify(DovecotConfiguration.password, ["--format", "json"])
        let document = try JSONDecoder().decode(Shape.self, from: Data(run.output.utf8))
        #expect(document.servers.map(\.mechanism) == ["PLAIN"])
        #expect(document.servers.map(\.verdict) == ["ready"])
    }

    /// Outlook accepts no password. Nobody is asked for one, and the file that would hold it is not read.
    @Test func whereNoPasswordWorksNoneIsAskedFor() async throws {
        let arguments = [
            "verify", "imaps://alice%40outlook.com@outlook.office365.com", "--password-file", "/nonexistent/file",
            "--dns", "127.0.0.1:9", "--timeout", "1", "--language", "en",
        ]
        let run = await CapturedRun(arguments)
        #expect(run.outcome == .credentialsRefused, "\(run.output)\(run.errors)")
        let message = try #require(run.output.firstRange(of: "accepts no password, only a sign-in"))
        let server = try #require(run.output.firstRange(of: "IMAP  outlook.office365.com"))
        #expect(message.lowerBound < server.lowerBound)
        let withoutLogin = await CapturedRun(arguments + ["--no-login"])
        #expect(!withoutLogin.output.contains("OAuth"))
    }

    @Test func refusedPort() async throws {
        try await RefusedPort.hold { port in
            let run = await CapturedRun("verify", "imaps://alice@localhost:\(port)", "--no-login", "--language", "en")
            #expect(run.outcome == .unreachable)
            #expect(run.output.contains("refuses connections on port \(port)"))
        }
    }

    @Test(arguments: [
        ["imap://alice@localhost", "--no-login"], ["pop3s://alice@localhost", "--protocol", "imap"],
        ["imaps://alice:secret@localhost"], ["imaps://alice@localhost", "--password-file", "/nonexistent/file"],
        ["imaps://alice@localhost", "--password-file", "a", "--password-env", "B"],
        ["imaps://alice@localhost", "--no-login", "--transcript", "/nonexistent/folder/file"],
    ])
    func usageErrors(_ arguments: [String]) async {
        let run = await CapturedRun(["verify"] + arguments)
        #expect(run.outcome == .usage)
        #expect(!run.errors.isEmpty)
    }

    private struct Shape: Decodable {
        struct Server: Decodable {
            let settings: Settings
            let steps: [Step]
            let tls: TLS?
            let mechanism: String?
            let verdict: String
        }
        struct Settings: Decodable { let `protocol`: String }
        struct Step: Decodable { let name: String }
        struct TLS: Decodable { let chain: [Certificate] }
        struct Certificate: Decodable { let names: [String] }

        let verdict: String
        let servers: [Server]
    }
}
