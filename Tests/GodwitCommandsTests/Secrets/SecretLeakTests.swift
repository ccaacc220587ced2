import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// Nothing that the program writes holds the password, in whatever form.
@Suite struct SecretLeakTests {
    private static let forms = SecretForms(DovecotConfiguration.password, users: ["alice", "bob"])
    private static let secret = "Tr0ub4dor&3"
    private static let echoedForms = SecretForms(secret, users: ["alice"])

    private func write(_ password: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/password"
        try (password + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    @Test(arguments: [["-v", "--language", "en"], ["-v", "--language", "zh-Hans"], ["--format", "json"]])
    func `Not a check that goes well`(options: [String]) async throws {
        let folder = try TemporaryFolder()
        let password = try write(DovecotConfiguration.password, in: folder)
        let transcript = folder.path + "/transcript"
        let run = try await DovecotServer.withServer { server in
            let run = await CapturedRun(
                [
                    "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--ca-file",
                    server.certificateAuthorityFile,
                    "--password-file", password, "--transcript", transcript,
                ] + options)
            Self.forms.expectAbsent(from: server.log, "the server's log shows that it was never sent in clear")
            return run
        }
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        Self.forms.expectAbsent(from: run.output + run.errors, "output")
        try Self.forms.expectAbsent(fromFile: transcript)
        #expect(try String(contentsOfFile: transcript, encoding: .utf8).contains("AUTHENTICATE PLAIN"))
    }

    /// Who is refused by a server that repeats what it was sent.
    @Test func `Not a server that repeats it`() async throws {
        let folder = try TemporaryFolder()
        let password = try write(Self.secret, in: folder)
        let transcript = folder.path + "/transcript"
        let encoded = Data("\u{0}alice\u{0}\(Self.secret)".utf8).base64EncodedString()
        for format in ["text", "json"] {
            let run = try await ScriptedServer.withServer(
                """
                S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready
                C: TAG AUTHENTICATE PLAIN \(encoded)
                S: TAG NO cannot take \(encoded) of alice, \(Self.secret) is wrong
                close
                """
            ) { port in
                await CapturedRun(
                    "verify", "imap://alice@127.0.0.1:\(port)", "--allow-plaintext", "--password-file", password,
                    "--transcript", transcript, "--language", "en", "--format", format)
            }
            #expect(run.outcome == .credentialsRefused)
            #expect(run.output.contains("‹secret› is wrong"))
            Self.echoedForms.expectAbsent(from: run.output + run.errors, "output")
            try Self.echoedForms.expectAbsent(fromFile: transcript)
            #expect(try String(contentsOfFile: transcript, encoding: .utf8).contains("cannot take ‹secret›"))
        }
    }

    @Test func `Not a migration, its journal and its reports`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 20, largeAttachment: 0).write(to: pair.oldMail)
            let transcript = pair.folder.path + "/transcript"
            let page = pair.folder.path + "/report.html"
            let runs = [
                await CapturedRun(try pair.migrateArguments("--progress", "json", "--transcript", transcript)),
                await CapturedRun(try pair.migrateArguments("--progress", "lines")),
                await CapturedRun(["plan"] + (try pair.migrateArguments("--format", "json")).dropFirst()),
                await CapturedRun("report", "--journal", pair.journal, "--html", page),
                await CapturedRun("status", "--journal", pair.journal, "--format", "json"),
            ]
            for run in runs {
                #expect(run.outcome == .done, "\(run.errors)")
                Self.forms.expectAbsent(from: run.output + run.errors, "output")
            }
            for path in [transcript, page, pair.journal] { try Self.forms.expectAbsent(fromFile: path) }
            let refused = await CapturedRun(
                try pair.migrateArguments(newPassword: Self.secret, "--journal", page + "2"))
            #expect(refused.outcome == .credentialsRefused)
            Self.echoedForms.expectAbsent(from: refused.output + refused.errors, "output")
        }
    }

    /// A password command sees the program and itself as everybody on the machine can.
    @Test func `Not the list of processes`() async throws {
        let folder = try TemporaryFolder()
        let password = try write(DovecotConfiguration.password, in: folder)
        let command =
            "cat /proc/$PPID/cmdline /proc/$PPID/environ /proc/$$/cmdline /proc/$$/environ > \(folder.path)/seen; cat \(password)"
        let finished = try await DovecotServer.withServer { server in
            try ProgramProcess(
                [
                    "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--ca-file",
                    server.certificateAuthorityFile,
                    "--password-command", command,
                ], folder: folder
            ).finish()
        }
        #expect(finished.code == Outcome.done.rawValue, "\(finished.errors)")
        let seen = Array(try Data(contentsOf: URL(filePath: folder.path + "/seen")))
        #expect(String(decoding: seen, as: UTF8.self).contains("--password-command"))
        try Self.forms.expectAbsent(fromFile: folder.path + "/seen")
    }
}
