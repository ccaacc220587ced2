import GodwitCommands
import MailTestServers
import Testing

/// Passwords that are typed, and typed again.
@Suite struct SetupPasswordTests {
    private static let right = DovecotConfiguration.password

    /// Nobody who mistypes is made to wait.
    private static var configuration: DovecotConfiguration {
        var configuration = DovecotConfiguration()
        configuration.extraLines = """
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            """
        return configuration
    }

    private func setUp(
        _ setting: SetupSetting, passwords: [String]?, others: Bool = false
    ) async throws -> (run: CapturedRun, logins: Int) {
        try await DovecotServer.withServer(Self.configuration) { server in
            let transcript = setting.path("transcript")
            let pop3 = ["--server", "pop3s://alice@localhost:\(server.ports.pop3s)"]
            let run = await setting.run(
                [
                    "setup", "alice@example.org", "--server", "imaps://alice@localhost:\(server.ports.imaps)",
                    "--ca-file", server.certificateAuthorityFile, "--transcript", transcript,
                ] + (others ? pop3 : []), passwords: passwords)
            let logins = try setting.text(transcript).split(separator: "\n").filter {
                $0.contains(" C: ") && ($0.contains("AUTHENTICATE ") || $0.contains("AUTH PLAIN"))
            }
            return (run, logins.count)
        }
    }

    @Test func `A wrong password may be typed again, and the right one is used for all`() async throws {
        let setting = try SetupSetting()
        let (run, logins) = try await setUp(setting, passwords: ["wrong", "wronger", Self.right], others: true)
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        #expect(run.output.contains("You may type it 2 times more; each is one more login"))
        #expect(run.output.contains("You may type it once more; that is one more login."))
        #expect(run.output.contains("Ready: the account works."))
        #expect(setting.saved().count == 1)
        // At first each server is asked, then one; then each again.
        #expect(logins == 2 + 2 + 2)
    }

    @Test func `After the third one it is over`() async throws {
        let setting = try SetupSetting()
        let (run, logins) = try await setUp(setting, passwords: ["a wrong one", "another", "a third", Self.right])
        #expect(run.outcome == .credentialsRefused)
        #expect(logins == 3)
        #expect(run.output.contains("Not ready"))
        #expect(setting.saved().isEmpty)
    }

    @Test func `An empty line is the end`() async throws {
        let setting = try SetupSetting()
        let (run, logins) = try await setUp(setting, passwords: ["a wrong one", ""])
        #expect(run.outcome == .credentialsRefused)
        #expect(logins == 1)
    }

    @Test(arguments: [
        ("NO [AUTHENTICATIONFAILED] Too many login attempts", false), ("NO Account is locked", false),
        ("NO [AUTHENTICATIONFAILED] Authentication failed.", true),
    ])
    func `Who is locked out is not asked again`(words: String, isAskedAgain: Bool) async throws {
        let setting = try SetupSetting()
        let refusal = """
            S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
            C: TAG AUTHENTICATE PLAIN ...
            S: TAG \(words)
            logout
            """
        let run = try await ScriptedServer.withServer(refusal) { port in
            await setting.run(
                ["setup", "alice@example.org", "--server", "imap://alice@localhost:\(port)", "--allow-plaintext"],
                passwords: ["a wrong one", ""])
        }
        #expect(run.outcome == .credentialsRefused, "\(run.output)")
        #expect(run.output.contains("You may type it") == isAskedAgain, "\(run.output)")
    }

    @Test func `Where nobody can type, nothing is asked`() async throws {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            await setting.run(
                try server.setupArguments(setting, password: "not the password"), passwords: [Self.right])
        }
        #expect(run.outcome == .credentialsRefused)
        #expect(!run.output.contains("You may type it") && run.errors.isEmpty)
    }
}
