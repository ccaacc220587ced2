import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// `secret-tool`, as a program of the test's own.
@Suite struct KeyringTests {
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
        try await withSignedInWorld { world in
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
        try await withSignedInWorld { world in
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
}
