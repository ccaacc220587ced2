import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// One credential for everybody in a domain, and clients that an organisation has registered.
@Suite struct AdministratorSignInTests {
    @Test func `A service account opens every mailbox of a domain`() async throws {
        let rsa = try TestRSAKey()
        let account = "mover@test.iam.example"
        try await withSignedInWorld {
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
            let stranger = try world.run([
                "login", "eve@example.org", "--service-account", key, "--store", "unencrypted",
            ])
            #expect(stranger.code == Outcome.credentialsRefused.rawValue, "\(stranger.output)")
            #expect(stranger.output.contains("Nobody in the organisation has this address"))
            // The key stays in its file, and has to be there.
            try FileManager.default.moveItem(atPath: key, toPath: key + ".gone")
            let without = try world.run(["verify", "alice@example.org"])
            #expect(without.code == Outcome.usage.rawValue, "\(without.output)")
            #expect(without.output.contains("key.json"))
            let secretPart = rsa.privateKey.split(separator: "\n")[1]
            for file in try world.setting.files() {
                #expect(try !String(contentsOfFile: file, encoding: .utf8).contains(secretPart))
            }
            for forms in world.forms { forms.expectAbsent(from: whole.output + run.output + stranger.output, "output") }
        }
    }

    @Test func `A program of an organisation acts in its own name`() async throws {
        try await withSignedInWorld {
            var robot = SandboxOAuthClient("robot", secret: "robot-secret-9000")
            robot.actsForItself = true
            $0.clients.append(robot)
        } _: { world in
            let options = [
                "login", "@example.org", "--app-only", "--issuer", world.server.issuer, "--client-id", "robot",
                "--scope",
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
        try await withSignedInWorld { world in
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
