import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// From `login` to `verify` against a real Dovecot that asks the authorization server about every token.
@Suite struct SignedInVerifyTests {
    @Test func `A token opens IMAP, POP3 and submission, and none comes to light`() async throws {
        try await withSignedInWorld { world in
            let passphrase = try world.setting.write("horse battery\n", to: "passphrase")
            let transcript = world.setting.path("transcript")
            let login = try world.login(["--store", "file", "--token-passphrase-file", passphrase])
            #expect(login.code == Outcome.done.rawValue, "\(login.output)")
            var output = login.output
            for options in [["-v"], ["--format", "json"], ["-v", "--language", "zh-Hans"]] {
                let run = try world.run(
                    ["verify", "alice@example.org", "--token-passphrase-file", passphrase, "--transcript", transcript]
                        + options)
                #expect(run.code == Outcome.done.rawValue, "\(run.output)")
                for name in ["imap", "pop3", "smtp"] { #expect(run.output.lowercased().contains(name)) }
                output += run.output
            }
            #expect(output.contains("Ready: the account works."))
            #expect(output.contains("OAUTHBEARER") || output.contains("XOAUTH2"))
            let seen = try String(contentsOfFile: transcript, encoding: .utf8)
            for name in ["verify-imap", "verify-pop3", "verify-smtp"] { #expect(seen.contains(name)) }
            // One at the sign-in, one at each check: what is checked is that the sign-in still works.
            #expect(world.server.withMachine { $0.accessTokenCount } == 4)
            let files = try world.setting.files() + [transcript]
            #expect(files.count == 3)
            for forms in world.forms + [SecretForms("horse battery", users: [])] {
                forms.expectAbsent(from: output, "output")
                for file in files { try forms.expectAbsent(fromFile: file) }
            }
        }
    }

    @Test func `setup uses the sign-in too`() async throws {
        try await withSignedInWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            let run = try world.run([
                "setup", "alice@example.org", "--server", "imaps://alice@localhost:\(world.dovecot.ports.imaps)",
            ])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            for forms in world.forms { forms.expectAbsent(from: run.output, "output") }
        }
    }

    @Test func `A wrong passphrase opens nothing`() async throws {
        try await withSignedInWorld { world in
            let login = try world.login(
                ["--store", "file", "--token-passphrase-env", "SESAME"], environment: ["SESAME": "open"])
            #expect(login.code == Outcome.done.rawValue, "\(login.output)")
            func verify(_ word: String?) throws -> (code: Int32, output: String) {
                try world.run(
                    ["verify", "alice@example.org", "--protocol", "imap"]
                        + (word == nil ? [] : ["--token-passphrase-env", "SESAME"]),
                    environment: word.map { ["SESAME": $0] } ?? [:])
            }
            let wrong = try verify("close")
            #expect(wrong.code == Outcome.credentialsRefused.rawValue)
            #expect(wrong.output.contains("passphrase does not open"))
            let none = try verify(nil)
            #expect(none.code == Outcome.usage.rawValue)
            #expect(none.output.contains("--token-passphrase-file"))
            #expect(try verify("open").code == Outcome.done.rawValue)
            let passwordOptions = try world.run(
                ["verify", "alice@example.org", "--protocol", "imap", "--password-env", "SESAME"],
                environment: ["SESAME": "password"])
            #expect(passwordOptions.code == Outcome.credentialsRefused.rawValue, "who gives a password means it")
        }
    }

    @Test func `A token goes to no server that only the command line names`() async throws {
        try await withSignedInWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            let requests = world.server.requests.count
            let elsewhere = try world.run([
                "verify", "imaps://alice%40example.org@127.0.0.1:\(world.dovecot.ports.imaps)",
            ])
            #expect(elsewhere.code == Outcome.usage.rawValue, "\(elsewhere.output)")
            #expect(elsewhere.output.contains("--password-file"))
            #expect(world.server.requests.count == requests)
            // The same server as the saved one is another matter; its users have other names.
            let saved = try world.run([
                "verify", "imaps://alice%40example.org@localhost:\(world.dovecot.ports.imaps)",
            ])
            #expect(world.server.requests.count > requests, "\(saved.output)")
        }
    }

    @Test func `Two processes at once renew one after the other`() async throws {
        try await withSignedInWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            let arguments = ["verify", "alice@example.org", "--protocol", "imap", "--ca-file", world.roots]
            for _ in 1...3 {
                let processes = try (1...3).map { _ in try world.setting.start(arguments) }
                for process in processes {
                    let (code, output) = process.rest()
                    #expect(code == Outcome.done.rawValue, "\(output)")
                }
            }
        }
    }

    @Test func `A sign-in that was revoked says what to do`() async throws {
        try await withSignedInWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            _ = world.server.withMachine { $0.revokeEverything(of: "alice@example.org") }
            let run = try world.run(["verify", "alice@example.org", "--protocol", "imap"])
            #expect(run.code == Outcome.credentialsRefused.rawValue)
            #expect(run.output.contains("godwit login"))
        }
    }

    @Test func `logout takes the sign-in back and deletes it`() async throws {
        try await withSignedInWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            world.server.fail(with: nil)
            let run = try world.run(["logout", "alice@example.org"])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            #expect(run.output.contains("taken back"))
            #expect(world.server.requests.contains { $0.path == "/revoke" })
            #expect(try world.setting.files() == [])
            let again = try world.run(["logout", "alice@example.org", "--format", "json"])
            #expect(again.code == Outcome.done.rawValue)
            #expect(again.output.contains(#""result": "nothing""#), "\(again.output)")
            for forms in world.forms { forms.expectAbsent(from: run.output + again.output, "output") }
        }
    }

    @Test func `logout --local needs neither the passphrase nor the server`() async throws {
        try await withSignedInWorld { world in
            let passphrase = try world.setting.write("horse\n", to: "passphrase")
            #expect(
                try world.login(["--store", "file", "--token-passphrase-file", passphrase]).code
                    == Outcome.done.rawValue)
            let run = try world.run(["logout", "alice@example.org", "--local"])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            #expect(!world.server.requests.contains { $0.path == "/revoke" })
            #expect(try world.setting.files() == [])
        }
    }
}
