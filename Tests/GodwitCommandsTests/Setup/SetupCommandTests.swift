import FoundationEssentials
import Glibc
import GodwitCommands
import MailTestServers
import Testing

/// The command as typed, against a real server.
@Suite struct SetupCommandTests {
    @Test func `An account is found, tried, saved and shown`() async throws {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            await setting.run(try server.setupArguments(setting))
        }
        #expect(run.outcome == .done, "\(run.errors)")
        let stages = ["1 · Settings", "2 · Password", "3 · Check", "log in", "4 · Result", "Ready: the account works."]
        var rest = run.output[...]
        for text in stages + [
            "To type elsewhere:", "Incoming mail (IMAP)", "localhost", "SSL/TLS", "the mailbox password", "Saved",
        ] {
            guard let found = rest.firstRange(of: text) else {
                Issue.record("\(text) is not there, or not in its place")
                continue
            }
            rest = rest[found.upperBound...]
        }
        #expect(run.errors.isEmpty)
        for line in run.output.split(separator: "\n") where !line.contains(setting.folder.path) {
            #expect(line.terminalWidth <= 80 && line.last != " ", "\(line)")
        }
        #expect(setting.saved().count == 1)
    }

    @Test func `Mail that can be read is enough to be saved, and what does not work decides how it ends`() async throws
    {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            try await RefusedPort.hold { port in
                await setting.run(
                    try server.setupArguments(setting) + ["--server", "smtps://alice@localhost:\(port)"])
            }
        }
        #expect(run.outcome == .unreachable, "\(run.errors)")
        #expect(run.output.contains("Works: reading (IMAP). Does not work: sending (SMTP)."))
        #expect(run.output.contains("To type elsewhere:"))
        #expect(setting.saved().count == 1)
    }

    @Test func `Afterwards the address is enough, and it is said what is used`() async throws {
        let setting = try SetupSetting()
        try await DovecotServer.withServer { server in
            #expect(await setting.run(try server.setupArguments(setting)).outcome == .done)
            let check = await setting.run([
                "verify", "alice@example.org", "--ca-file", server.certificateAuthorityFile, "--password-file",
                try setting.passwordFile(),
            ])
            #expect(check.outcome == .done, "\(check.errors)")
            #expect(check.output.contains("localhost:\(server.ports.imaps)"))
            #expect(check.errors.contains("Using the settings saved for alice@example.org (localhost)"))
        }
    }

    @Test func `Mail is moved between two accounts that were set up`() async throws {
        let setting = try SetupSetting()
        try await ServerPair.run { pair in
            try SampleMailbox(count: 20, largeAttachment: 0).write(to: pair.oldMail)
            let password = ["--password-file", try setting.passwordFile(), "--ca-file", try pair.trustFile()]
            for (address, server) in [
                ("a@old.example", "\(ServerPair.oldUser)@localhost:\(pair.old.ports.imaps)"),
                ("b@new.example", "\(ServerPair.newUser)@localhost:\(pair.new.ports.imaps)"),
            ] {
                let run = await setting.run(["setup", address, "--server", "imaps://\(server)"] + password)
                #expect(run.outcome == .done, "\(run.errors)")
            }
            let run = await setting.run([
                "migrate", "--from", "a@old.example", "--to", "b@new.example", "--from-password-file",
                setting.path("password"), "--to-password-file", setting.path("password"), "--ca-file",
                try pair.trustFile(), "--journal", pair.journal,
            ])
            #expect(run.outcome == .done, "\(run.errors)")
            #expect(run.errors.contains("saved for a@old.example") && run.errors.contains("saved for b@new.example"))
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A wrong password is tried once, and nothing is written`() async throws {
        let setting = try SetupSetting()
        let (transcript, export) = (setting.path("transcript"), setting.path("mbsyncrc"))
        let run = try await DovecotServer.withServer { server in
            await setting.run(
                try server.setupArguments(setting, password: "not the password") + [
                    "--transcript", transcript, "--export", "mbsync", export,
                ])
        }
        #expect(run.outcome == .credentialsRefused)
        #expect(run.output.contains("The server refused the user name or password."))
        #expect(run.output.contains("Not ready"))
        #expect(!run.output.contains("To type elsewhere"))
        let logins = try setting.text(transcript).split(separator: "\n").filter {
            $0.contains(" C: ") && ($0.contains("AUTHENTICATE") || $0.contains(" LOGIN "))
        }
        #expect(logins.count == 1, "\(logins)")
        #expect(setting.saved().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: export))
    }

    @Test(arguments: [["-v"], ["--format", "json"]])
    func `The password is in nothing that is written`(options: [String]) async throws {
        let setting = try SetupSetting()
        let forms = SecretForms(DovecotConfiguration.password, users: ["alice", "alice@example.org"])
        let files = ["thunderbird", "neomutt", "mbsync", "json"]
        let run = try await DovecotServer.withServer { server in
            await setting.run(
                try server.setupArguments(setting) + options + ["--transcript", setting.path("transcript")]
                    + files.flatMap { ["--export", $0, setting.path($0)] })
        }
        #expect(run.outcome == .done, "\(run.errors)")
        forms.expectAbsent(from: run.output + run.errors, "output")
        for path in (files + ["transcript"]).map(setting.path) + setting.saved().map({ setting.accounts + "/" + $0 }) {
            try forms.expectAbsent(fromFile: path)
            #expect(try !setting.text(path).isEmpty)
        }
    }

    @Test func `JSON is one document`() async throws {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            await setting.run(
                try server.setupArguments(setting) + ["--format", "json", "--export", "json", setting.path("export")])
        }
        let document = try JSONDecoder().decode(Shape.self, from: Data(run.output.utf8))
        #expect(document.address == "alice@example.org")
        #expect(document.servers.map(\.host) == ["localhost"])
        #expect(document.verification.verdict == "ready")
        #expect(document.exports == [Shape.Export(format: "json", file: setting.path("export"))])
        #expect(document.saved?.hasPrefix(setting.accounts) == true)
        #expect(run.errors.isEmpty)
        let export = try JSONDecoder().decode(Export.self, from: Data(try setting.text(setting.path("export")).utf8))
        #expect(export.servers == document.servers)
    }

    @Test func `An export on standard output is alone there`() async throws {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            await setting.run(try server.setupArguments(setting) + ["--no-save", "--export", "json", "-"])
        }
        #expect(run.outcome == .done)
        #expect(try JSONDecoder().decode(Export.self, from: Data(run.output.utf8)).servers.count == 1)
        #expect(run.errors.contains("Ready: the account works."))
        #expect(setting.saved().isEmpty)
    }

    @Test func `Without a login no password is needed`() async throws {
        let setting = try SetupSetting()
        let run = try await DovecotServer.withServer { server in
            await setting.run([
                "setup", "alice@example.org", "--server", "imap+starttls://alice@localhost:\(server.ports.imap)",
                "--ca-file", server.certificateAuthorityFile, "--no-login",
            ])
        }
        #expect(run.outcome == .done, "\(run.errors)")
        #expect(run.output.contains("no login was tried") && run.output.contains("STARTTLS"))
        #expect(setting.saved().count == 1)
    }

    @Test(arguments: [
        [], ["nobody"], ["alice@example.org", "--export", "mbsync"], ["alice@example.org", "--export", "pine", "f"],
        ["alice@example.org", "--export", "mbsync", "-", "--export", "msmtp", "-"],
        ["alice@example.org", "--export", "json", "-", "--format", "json"],
        ["alice@example.org", "--server", "bob@example.org"],
        ["alice@example.org", "--server", "imap://alice@localhost"],
        ["alice@example.org", "--server", "smtps://alice@localhost"],
        ["alice@example.org", "--server", "imaps://a@h", "--server", "imaps://a@i"],
        ["alice@example.org", "--server", "imaps://alice:secret@localhost"],
        ["alice@example.org", "--server", "imaps://a@h", "--autoconfig-url", "https://h/"],
        ["alice@example.org", "--server", "imaps://a@h", "--export", "msmtp", "/tmp/never"],
    ])
    func `Misuse exits with two, and sends nothing`(arguments: [String]) async throws {
        let setting = try SetupSetting()
        let run = await setting.run(["setup"] + arguments)
        #expect(run.outcome == .usage)
        #expect(!run.errors.isEmpty)
        #expect(setting.saved().isEmpty)
    }

    private struct Shape: Decodable {
        struct Export: Decodable, Equatable {
            let format: String
            let file: String
        }
        struct Verification: Decodable { let verdict: String }

        let address: String
        let servers: [Server]
        let verification: Verification
        let saved: String?
        let exports: [Export]
    }

    private struct Export: Decodable { let servers: [Server] }

    private struct Server: Decodable, Equatable {
        let host: String
        let port: Int
        let username: String
    }
}
