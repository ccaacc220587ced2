import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery
@testable import GodwitCommands

@Suite struct SavedAccountTests {
    private let setting: SetupSetting

    init() throws { setting = try SetupSetting() }

    private func account(_ address: String = "alice@example.org") throws -> SavedAccount {
        SavedAccount(
            address: try EmailAddress(parsing: address), providerIdentifier: "gmail", providerName: "Gmail",
            source: .profile, isTyped: false,
            servers: [
                ServerSettings(
                    protocol: .imap, host: "imap.example.org", port: 993, security: .tls,
                    username: "DOMAIN\\a \"lice\" 王", authentication: [.passwordCleartext, .oauth2]),
                ServerSettings(
                    protocol: .smtp, host: "2001:db8::1", port: 587, security: .starttls, username: "alice"),
            ])
    }

    private func inFolder<Value>(_ body: () throws -> Value) rethrows -> Value {
        try SavedAccounts.$folder.withValue(setting.accounts, operation: body)
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func `What was saved comes back, and only the owner can read it`() throws {
        try inFolder {
            let path = try SavedAccounts.write(try account())
            #expect(try SavedAccounts.read(try account().address) == account())
            #expect(mode(path) == 0o600)
            #expect(mode(setting.accounts) == 0o700)
            #expect(mode(setting.folder.path + "/godwit") == 0o700)
            #expect(setting.saved().count == 1)
            #expect(try account().provider?.identifier == "gmail")
        }
    }

    @Test(arguments: ["../../x@example.org", "a/b@example.org", "..@example.org", "%2e%2e/@example.org", "王@例子.测试"])
    func `An address is never a path`(address: String) throws {
        try inFolder {
            _ = try SavedAccounts.write(try account(address))
            let names = setting.saved()
            #expect(names.count == 1)
            let name = try #require(names.first)
            #expect(name.count == 37 && name.hasSuffix(".json"))
            #expect(name.dropLast(5).allSatisfy { $0.isHexDigit })
            #expect(try FileManager.default.contentsOfDirectory(atPath: setting.folder.path) == ["godwit"])
        }
    }

    @Test func `An account is known by its exact address`() throws {
        try inFolder {
            _ = try SavedAccounts.write(try account("alice@example.org"))
            #expect(try SavedAccounts.read(try EmailAddress(parsing: "alice@EXAMPLE.org")) != nil)
            #expect(try SavedAccounts.read(try EmailAddress(parsing: "Alice@example.org")) == nil)
        }
    }

    @Test func `It can be forgotten`() async throws {
        try inFolder { _ = try SavedAccounts.write(try account()) }
        let run = await setting.run(["setup", "--forget", "alice@example.org"])
        #expect(run.outcome == .done && run.output == "The settings of alice@example.org are forgotten.\n")
        #expect(setting.saved().isEmpty)
        let again = await setting.run(["setup", "--forget", "alice@example.org", "--format", "json"])
        #expect(again.outcome == .done && again.output.contains("\"forgotten\": false"))
    }

    /// It says where a password goes: others must not have had a hand in it.
    @Test(arguments: [0o620, 0o602, 0o666] as [mode_t])
    func `What others may write to is not used`(mode: mode_t) throws {
        try inFolder {
            let path = try SavedAccounts.write(try account())
            #expect(chmod(path, mode) == 0)
            #expect(throws: CommandFailure.self) { try SavedAccounts.read(try account().address) }
        }
    }

    @Test func `A link is not followed`() throws {
        try inFolder {
            let path = try SavedAccounts.write(try account())
            #expect(rename(path, setting.path("elsewhere")) == 0)
            #expect(symlink(setting.path("elsewhere"), path) == 0)
            #expect(throws: CommandFailure.self) { try SavedAccounts.read(try account().address) }
        }
    }

    @Test(arguments: [
        (": 993", ": 993.5"), (": 993", ": 0"), (": 993", ": 65536"), ("\"imap\"", "\"ftp\""), ("\"tls\"", "\"none\""),
        ("\"imap.example.org\"", "\"imap example\""), ("\"alice\"", "\"a\\nb\""), ("\"alice\"", "\"\""),
        ("\"alice@example.org\"", "\"bob@example.org\""), ("\"version\": \"1\"", "\"version\": \"2\""),
        ("\"typed\": false", "\"typed\": 0"), ("\"servers\": [", "\"servers\": [7, "), ("{\n", "{{\n"), ("}\n", ""),
    ])
    func `A file that was changed for the worse is not used`(old: String, new: String) throws {
        let text = try account().json.text
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        try inFolder {
            let path = try SavedAccounts.write(try account())
            try changed.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: CommandFailure.self) { try SavedAccounts.read(try account().address) }
        }
    }

    @Test(arguments: ["/proc/nowhere", "/dev/null/accounts"])
    func `A place that cannot be written is told, and nothing is there`(folder: String) throws {
        let account = try account()
        let found = try SavedAccounts.$folder.withValue(folder) { try SavedAccounts.read(account.address) }
        #expect(found == nil)
        SavedAccounts.$folder.withValue(folder) {
            #expect(throws: CommandFailure.self) { try SavedAccounts.write(account) }
        }
    }
}
