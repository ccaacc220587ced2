import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// An account that has servers for all protocols, checked by its address.
@Suite struct VerifyProtocolsTests {
    private func verify(
        _ options: [String] = [], password: String = DovecotConfiguration.password, answers: [String: String] = [:],
        in setting: SetupSetting
    ) async throws -> CapturedRun {
        var run: CapturedRun?
        try await DovecotServer.withSubmission(answers: answers) { server in
            let ports = server.ports
            let saved = await setting.run(
                try server.setupArguments(setting, password: password) + [
                    "--server", "pop3s://alice@localhost:\(ports.pop3s)", "--server",
                    "smtp+starttls://alice@localhost:\(ports.submission)", "--no-login",
                ])
            #expect(saved.outcome == .done, "\(saved.output)\(saved.errors)")
            run = await setting.run(
                [
                    "verify", "alice@example.org", "--ca-file", server.certificateAuthorityFile, "--password-file",
                    setting.path("password"), "--transcript", setting.path("transcript"),
                ] + options)
        }
        return try #require(run)
    }

    private func places(_ texts: [String], in output: String) -> [String.Index] {
        texts.compactMap { output.firstRange(of: $0)?.lowerBound }
    }

    @Test func `All are checked, and shown one after the other`() async throws {
        let setting = try SetupSetting()
        let run = try await verify(in: setting)
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        let places = places(
            [
                "IMAP  localhost", "INBOX: 0", "POP3  localhost", "STAT: 0, UIDL", "SMTP  localhost",
                "MAIL FROM:<alice@example.org>", "Ready: the account works.",
            ], in: run.output)
        #expect(places.count == 7)
        #expect(places == places.sorted())
        #expect(!run.output.contains("Does not work"))
        for line in run.output.split(separator: "\n") { #expect(line.terminalWidth <= 80, "\(line)") }
    }

    @Test func `An access token is asked of a command, and is in nothing that is written`() async throws {
        let setting = try SetupSetting()
        let token = "ya29.good-token-of-the-hour"
        try await HTTPTestServer.run(certificate: nil) { _, head in
            HTTPTestServer.response(
                headers: ["Content-Type: application/json"],
                body: head.contains("Bearer \(token)") ? #"{"active":true,"username":"alice"}"# : #"{"active":false}"#)
        } body: { port in
            var configuration = DovecotConfiguration()
            configuration.mechanisms = ["plain", "xoauth2"]
            configuration.tokenServer = port
            try await DovecotServer.withServer(configuration) { server in
                let run = await setting.run([
                    "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--access-token-command",
                    "echo \(token)", "--ca-file", server.certificateAuthorityFile, "--transcript",
                    setting.path("transcript"),
                ])
                #expect(run.outcome == .done, "\(run.output)\(run.errors)")
                #expect(run.output.contains("XOAUTH2"))
                let forms = SecretForms(token, users: ["alice"])
                forms.expectAbsent(from: run.output + run.errors, "output")
                try forms.expectAbsent(fromFile: setting.path("transcript"))
            }
        }
    }

    @Test func `A token and a password exclude each other`() async throws {
        let run = await CapturedRun([
            "verify", "imaps://alice@localhost", "--access-token-command", "true", "--password-env", "X",
        ])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("exclude each other"))
    }

    @Test(arguments: [["imap"], ["pop3"], ["smtp"], ["pop3", "smtp"]])
    func `Only those that are asked for`(protocols: [String]) async throws {
        let setting = try SetupSetting()
        let run = try await verify(protocols.flatMap { ["--protocol", $0] }, in: setting)
        #expect(run.outcome == .done, "\(run.output)\(run.errors)")
        for name in ["imap", "pop3", "smtp"] {
            #expect(run.output.contains("\(name.uppercased())  localhost") == protocols.contains(name))
        }
    }

    @Test func `It is said which part works`() async throws {
        let setting = try SetupSetting()
        let run = try await verify(answers: ["MAIL": "550 5.7.1 not you"], in: setting)
        #expect(run.outcome == .credentialsRefused, "\(run.output)")
        #expect(run.output.contains("Not ready"))
        #expect(run.output.contains("Works: reading (IMAP, POP3). Does not work: sending (SMTP)."))
        #expect(run.output.contains("5.7.1 not you"))
    }

    @Test(arguments: [["-v"], ["-v", "--language", "zh-Hans"], ["--format", "json"]])
    func `The password is in nothing that is written`(options: [String]) async throws {
        for password in [DovecotConfiguration.password, "Tr0ub4dor&3"] {
            let setting = try SetupSetting()
            let forms = SecretForms(password, users: ["alice"])
            let run = try await verify(options, password: password, in: setting)
            let isRight = password == DovecotConfiguration.password
            #expect(run.outcome == (isRight ? .done : .credentialsRefused), "\(run.output)\(run.errors)")
            forms.expectAbsent(from: run.output + run.errors, "output")
            try forms.expectAbsent(fromFile: setting.path("transcript"))
            let lines = try setting.text(setting.path("transcript")).split(separator: "\n")
            for login in [
                "verify-imap C: TAG AUTHENTICATE PLAIN", "verify-pop3 C: AUTH PLAIN", "verify-smtp C: AUTH PLAIN",
            ] {
                let words = login.split(separator: "TAG")
                #expect(lines.count { line in words.allSatisfy { line.contains($0) } } == 1, "\(login)")
            }
        }
    }
}
