import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// `migrate` and `plan` with access tokens from a command, between two real servers.
@Suite struct MigrateTokenTests {
    /// Prints another token each time.
    private static func command(countingIn path: String) -> String {
        "n=$(cat \(path) 2>/dev/null || echo 1); echo $((n + 1)) >\(path); echo \(token)-$n"
    }

    private static let token = "ya29.token-of-the-hour"

    /// - Parameter good: the one token that the old server takes.
    private func withPair(good: String, _ body: (ServerPair) async throws -> Void) async throws {
        try await HTTPTestServer.run(certificate: nil) { _, head in
            HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: head.contains("Bearer \(good)\r\n")
                    ? #"{"active":true,"username":"\#(ServerPair.oldUser)"}"# : #"{"active":false}"#)
        } body: { port in
            try await ServerPair.run {
                $0.mechanisms = ["plain", "xoauth2"]
                $0.tokenServer = port
            } _: { pair in
                try SampleMailbox(count: 40, largeAttachment: 0).write(to: pair.oldMail)
                try await body(pair)
            }
        }
    }

    private func arguments(_ name: String, _ pair: ServerPair, command: String) throws -> [String] {
        let password = pair.folder.path + "/password"
        try DovecotConfiguration.password.write(toFile: password, atomically: true, encoding: .utf8)
        return [
            name, "--from", "imaps://\(ServerPair.oldUser)@localhost:\(pair.old.ports.imaps)",
            "--to", "imaps://\(ServerPair.newUser)@localhost:\(pair.new.ports.imaps)",
            "--from-access-token-command", command, "--to-password-file", password, "--ca-file",
            try pair.trustFile(), "--journal", pair.journal, "--language", "en", "--transcript",
            pair.folder.path + "/transcript",
        ]
    }

    /// Whatever number the token has.
    private func expectNoToken(in run: CapturedRun, _ pair: ServerPair) throws {
        let forms = SecretForms(Self.token, users: [ServerPair.oldUser])
        forms.expectAbsent(from: run.output + run.errors, "output")
        try forms.expectAbsent(fromFile: pair.folder.path + "/transcript")
        try forms.expectAbsent(fromFile: pair.journal)
    }

    @Test func `The command is run again for a token that has ended`() async throws {
        try await withPair(good: "\(Self.token)-2") { pair in
            let command = Self.command(countingIn: pair.folder.path + "/count")
            let run = await CapturedRun(try arguments("migrate", pair, command: command) + ["--format", "json"])
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(try pair.difference().description == "nothing differs")
            try expectNoToken(in: run, pair)
            let count = try String(contentsOfFile: pair.folder.path + "/count", encoding: .utf8)
            #expect(count == "3\n")
        }
    }

    @Test func `A plan can be made with a token`() async throws {
        try await withPair(good: Self.token) { pair in
            let run = await CapturedRun(try arguments("plan", pair, command: "echo \(Self.token)"))
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.output.contains("40"))
        }
    }

    @Test(arguments: [
        ("echo \(token)", "The server refused the access token"),
        ("test -e FILE && exit 3; touch FILE; echo \(token)", "The access token has ended"),
    ])
    func `A grant that is revoked is said, with what to do`(command: String, message: String) async throws {
        try await withPair(good: "another one") { pair in
            let command = command.replacing("FILE", with: pair.folder.path + "/run-once")
            let run = await CapturedRun(try arguments("migrate", pair, command: command))
            #expect(run.outcome == .credentialsRefused, "\(run.errors)")
            #expect(run.errors.contains("Old account: ") && run.errors.contains(message), "\(run.errors)")
            #expect(run.errors.contains("sign in again"))
            try expectNoToken(in: run, pair)
        }
    }

    @Test func `A command that gives nothing is told before anything connects`() async throws {
        let run = await CapturedRun([
            "migrate", "--from", "imaps://a@localhost:1", "--to", "imaps://b@localhost:1",
            "--from-access-token-command", "exit 3", "--to-password-env", "PATH",
        ])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("exit status 3"))
    }

    @Test(arguments: ["from", "to"])
    func `A token and a password exclude each other`(side: String) async throws {
        let run = await CapturedRun([
            "plan", "--from", "imaps://a@localhost", "--to", "imaps://b@localhost", "--\(side)-access-token-command",
            "true", "--\(side)-password-env", "X",
        ])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("--\(side)-access-token-command and the password options exclude each other"))
    }
}
