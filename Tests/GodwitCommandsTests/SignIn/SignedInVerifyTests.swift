import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// From `login` to `verify` against a real Dovecot that asks the authorization server about every token.
@Suite struct SignedInVerifyTests {
    /// A home, an authorization server, and a mail server whose only way in is its tokens.
    private struct World {
        let setting: SignInSetting
        let server: TestAuthorizationServer
        let dovecot: DovecotServer
        /// Trusts both.
        let roots: String

        func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
            try setting.start(arguments + ["--ca-file", roots], environment: environment).rest()
        }

        /// Signs in by a browser.
        func login(_ options: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
            let process = try setting.start(
                [
                    "login", "alice@example.org", "--issuer", server.issuer, "--client-id", "godwit-test", "--ca-file",
                    roots,
                ] + options, environment: environment)
            let (line, before) = process.lines { $0.hasPrefix("https://") }
            guard let page = line else { return (process.finish().code, before) }
            let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            let shown = try browser.open(location)
            let (code, after) = process.rest()
            return (code, before + shown.text + after)
        }

        /// Everything that must not come to light, in every form.
        var forms: [SecretForms] { server.secrets.map { SecretForms($0, users: ["alice", "alice@example.org"]) } }
    }

    private func withWorld(
        configure: (inout SandboxOAuthConfiguration) -> Void = { $0.consentsAtOnce = true },
        _ body: (World) async throws -> Void
    ) async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder, configure: configure) { server in
            var configuration = DovecotConfiguration()
            configuration.mechanisms = ["xoauth2", "oauthbearer"]
            configuration.tokenServer = server.introspectionPort
            try await DovecotServer.withSubmission(configuration) { dovecot in
                let roots = try [server.certificateAuthorityFile, dovecot.certificateAuthorityFile].map {
                    try String(contentsOfFile: $0, encoding: .utf8)
                }
                let world = World(
                    setting: setting, server: server, dovecot: dovecot,
                    roots: try setting.write(roots.joined(), to: "roots.pem"))
                let ports = dovecot.ports
                let saved = try world.run([
                    "setup", "alice@example.org", "--no-login", "--server", "imaps://alice@localhost:\(ports.imaps)",
                    "--server", "pop3s://alice@localhost:\(ports.pop3s)", "--server",
                    "smtp+starttls://alice@localhost:\(ports.submission)",
                ])
                #expect(saved.code == Outcome.done.rawValue, "\(saved.output)")
                try await body(world)
            }
        }
    }

    @Test func `A token opens IMAP, POP3 and submission, and none comes to light`() async throws {
        try await withWorld { world in
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
        try await withWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            let run = try world.run([
                "setup", "alice@example.org", "--server", "imaps://alice@localhost:\(world.dovecot.ports.imaps)",
            ])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            for forms in world.forms { forms.expectAbsent(from: run.output, "output") }
        }
    }

    @Test func `A wrong passphrase opens nothing`() async throws {
        try await withWorld { world in
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

    @Test func `Two processes at once renew one after the other`() async throws {
        try await withWorld { world in
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
        try await withWorld { world in
            #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
            _ = world.server.withMachine { $0.revokeEverything(of: "alice@example.org") }
            let run = try world.run(["verify", "alice@example.org", "--protocol", "imap"])
            #expect(run.code == Outcome.credentialsRefused.rawValue)
            #expect(run.output.contains("godwit login"))
        }
    }

    @Test func `logout takes the sign-in back and deletes it`() async throws {
        try await withWorld { world in
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
        try await withWorld { world in
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

    // MARK: The keyring

    /// Keeps what it is given in files, and writes down how it was called and what was in its surroundings.
    private func installSecretTool(in setting: SignInSetting) throws {
        _ = try setting.write("", to: "keyring/log")
        _ = try setting.write(
            """
            #!/bin/sh
            folder=\(setting.path("keyring"))
            echo "$@" >> "$folder/log"
            tr '\\0' ' ' < /proc/$PPID/cmdline >> "$folder/log"
            command=$1; shift
            [ "$command" = store ] && shift
            item="$folder/item-$(echo "$*" | tr ' /' '__')"
            case $command in
            store) cat > "$item.new"; mv "$item.new" "$item";;
            lookup) cat "$item" 2>/dev/null;;
            clear) rm "$item";;
            esac

            """, to: "bin/secret-tool", isExecutable: true)
    }

    @Test func `A keyring that works is used, and sees the token through its input alone`() async throws {
        try await withWorld { world in
            try installSecretTool(in: world.setting)
            let login = try world.login([])
            #expect(login.code == Outcome.done.rawValue, "\(login.output)")
            #expect(login.output.contains("in the keyring of the desktop"))
            let run = try world.run(["verify", "alice@example.org"])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            let keyring = try FileManager.default.contentsOfDirectory(atPath: world.setting.path("keyring")).sorted()
            #expect(keyring == ["item-service_godwit_account_alice@example.org", "log"])
            let item = try String(contentsOfFile: world.setting.path("keyring/" + keyring[0]), encoding: .utf8)
            #expect(item.contains("refresh-"))
            for forms in world.forms {
                forms.expectAbsent(from: login.output + run.output, "output")
                try forms.expectAbsent(fromFile: world.setting.path("keyring/log"))
                for file in try world.setting.files() { try forms.expectAbsent(fromFile: file) }
            }
            let logout = try world.run(["logout", "alice@example.org"])
            #expect(logout.code == Outcome.done.rawValue, "\(logout.output)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.setting.path("keyring")) == ["log"])
        }
    }

    @Test func `Where no keyring works, a passphrase is wanted before anybody signs in`() async throws {
        try await withWorld { world in
            let without = try world.login([])
            #expect(without.code == Outcome.usage.rawValue, "\(without.output)")
            #expect(without.output.contains("--token-passphrase-file"))
            #expect(!world.server.requests.contains { $0.path == "/authorize" })
            // One that forgets at once does not work either.
            _ = try world.setting.write("#!/bin/sh\ncat > /dev/null\n", to: "bin/secret-tool", isExecutable: true)
            let passphrase = try world.setting.write("horse\n", to: "passphrase")
            let login = try world.login(["--token-passphrase-file", passphrase])
            #expect(login.code == Outcome.done.rawValue, "\(login.output)")
            #expect(login.output.contains("encrypted with the passphrase"))
            let forced = try world.login(["--store", "keyring"])
            #expect(forced.code == Outcome.usage.rawValue, "\(forced.output)")
        }
    }

    // MARK: Administrators

    @Test func `A service account opens every mailbox of a domain`() async throws {
        let rsa = try TestRSAKey()
        let account = "mover@test.iam.example"
        try await withWorld {
            $0.serviceAccounts = [account: rsa.publicKey]
            $0.scopes = ["https://mail.google.com/"]
        } _: { world in
            let key = try world.setting.write(
                rsa.keyFile(account: account, tokenEndpoint: world.server.issuer + "/token"), to: "key.json")
            let whole = try world.run(["login", "@example.org", "--service-account", key, "--store", "unencrypted"])
            #expect(whole.code == Outcome.done.rawValue, "\(whole.output)")
            #expect(whole.output.contains("Not tried"))
            let run = try world.run(["verify", "alice@example.org"])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            let stranger = try world.run(["login", "eve@example.org", "--service-account", key, "--store", "unencrypted"])
            #expect(stranger.code == Outcome.credentialsRefused.rawValue, "\(stranger.output)")
            #expect(stranger.output.contains("Nobody in the organisation has this address"))
            // The key stays in its file.
            let secretPart = rsa.privateKey.split(separator: "\n")[1]
            for file in try world.setting.files() {
                #expect(try !String(contentsOfFile: file, encoding: .utf8).contains(secretPart))
            }
            for forms in world.forms { forms.expectAbsent(from: whole.output + run.output + stranger.output, "output") }
        }
    }

    @Test func `A program of an organisation acts in its own name`() async throws {
        try await withWorld {
            var robot = SandboxOAuthClient("robot", secret: "robot-secret-9000")
            robot.actsForItself = true
            $0.clients.append(robot)
        } _: { world in
            let options = [
                "login", "@example.org", "--app-only", "--issuer", world.server.issuer, "--client-id", "robot", "--scope",
                "https://outlook.office365.com/.default",
            ]
            let without = try world.run(options + ["--store", "unencrypted"])
            #expect(without.code == Outcome.usage.rawValue, "\(without.output)")
            let wrong = try world.run(
                options + ["--store", "unencrypted"], environment: ["GODWIT_CLIENT_SECRET": "wrong-secret-1"])
            #expect(wrong.code == Outcome.credentialsRefused.rawValue, "\(wrong.output)")
            let passphrase = try world.setting.write("horse\n", to: "passphrase")
            let login = try world.run(
                options + [
                    "--client-secret-command", "echo robot-secret-9000", "--store", "file",
                    "--token-passphrase-file", passphrase,
                ])
            #expect(login.code == Outcome.done.rawValue, "\(login.output)")
            let form = String(decoding: world.server.requests.last { $0.path == "/token" }?.body ?? [], as: UTF8.self)
            #expect(form.contains("grant_type=client_credentials"))
            for forms in world.forms {
                forms.expectAbsent(from: login.output + wrong.output, "output")
                for file in try world.setting.files() { try forms.expectAbsent(fromFile: file) }
            }
        }
    }

    @Test func `A configuration file names the client, and is refused when others may write to it`() async throws {
        try await withWorld { world in
            let path = try world.setting.write(
                #"{"clients":{"\#(world.server.issuer)":{"clientID":"godwit-test"}}}"#, to: "config/godwit/oauth.json")
            let process = try world.setting.start([
                "login", "alice@example.org", "--issuer", world.server.issuer, "--ca-file", world.roots, "--store",
                "unencrypted",
            ])
            let page = try #require(process.lines { $0.hasPrefix("https://") }.wanted)
            #expect(page.contains("client_id=godwit-test"))
            let browser = TestBrowser(certificateAuthorityFile: world.server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            _ = try browser.open(location)
            #expect(process.rest().code == Outcome.done.rawValue)
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            let refused = try world.login(["--store", "unencrypted"])
            #expect(refused.code == Outcome.usage.rawValue, "\(refused.output)")
        }
    }
}
