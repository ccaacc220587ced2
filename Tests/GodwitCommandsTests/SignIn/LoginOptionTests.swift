import GodwitCommands
import MailTestServers
import OAuth
import Testing

@testable import GodwitCommands

/// What `login` takes, and what it leads to without a network.
@Suite struct LoginOptionTests {
    @Test(arguments: [
        ["--device", "--app-only"], ["--device", "--service-account", "x"], ["--app-only", "--service-account", "x"],
        ["--tenant", "a/b"], ["--store", "cellar"],
        ["--token-passphrase-file", "a", "--token-passphrase-env", "b"],
    ])
    func `What excludes each other is a usage error`(options: [String]) async {
        let run = await CapturedRun(["login", "alice@example.org"] + options)
        #expect(run.outcome == .usage)
    }

    @Test(arguments: ["nobody", "@", "@nowhere", "alice@"])
    func `What is no account is a usage error`(text: String) async {
        #expect(await CapturedRun(["login", text, "--service-account", "/nonexistent"]).outcome == .usage)
        #expect(await CapturedRun("logout", text).outcome == .usage)
    }

    @Test func `A whole domain is for administrators`() async {
        let run = await CapturedRun(["login", "@example.org", "--language", "en"])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("--service-account"))
    }

    @Test(arguments: [
        ("http://127.0.0.1", true, UInt16(0), "http://127.0.0.1:4711"),
        ("http://localhost", true, 0, "http://localhost:4711"), ("http://[::1]", true, 0, "http://[::1]:4711"),
        ("http://localhost/done", true, 0, "http://localhost:4711/done"),
        ("http://localhost:8080/done", true, 8_080, "http://localhost:8080/done"),
        ("http://[::1]:8080", true, 8_080, "http://[::1]:8080"),
        ("https://localhost", false, 0, "https://localhost"),
        ("https://example.org/done", false, 0, "https://example.org/done"),
        ("http://example.org:80", false, 80, "http://example.org:80"), ("godwit:/done", false, 0, "godwit:/done"),
    ])
    func `Only loopback addresses are listened to`(text: String, isListenedTo: Bool, port: UInt16, uri: String) {
        let address = RedirectAddress(text)
        #expect(address.isListenedTo == isListenedTo)
        if isListenedTo { #expect(address.port == port) }
        #expect(address.uri(port: 4_711) == uri)
    }

    @Test(arguments: [
        ("alice@gmail.com", "https://accounts.google.com/o/oauth2/v2/auth?"),
        ("alice@hotmail.com", "https://login.microsoftonline.com/consumers/oauth2/v2.0/authorize?"),
        ("alice@yahoo.com", "https://api.login.yahoo.com/oauth2/request_auth?"),
        ("alice@aol.com", "https://api.login.aol.com/oauth2/request_auth?"),
        ("alice@yandex.ru", "https://oauth.yandex.com/authorize?"), ("alice@mail.ru", "https://o2.mail.ru/login?"),
    ])
    func `The profile says where one signs in`(address: String, page: String) throws {
        let setting = try SignInSetting()
        let (code, output) = try setting.start([
            "login", address, "--client-id", "test", "--store", "unencrypted", "--wait", "1",
        ]).rest()
        #expect(code == Outcome.credentialsRefused.rawValue)
        #expect(output.contains(page), "\(output)")
    }

    @Test func `A tenant stands in the address, and Google has no other devices`() throws {
        let setting = try SignInSetting()
        let (_, output) = try setting.start([
            "login", "alice@outlook.com", "--client-id", "test", "--tenant", "contoso.example", "--store",
            "unencrypted", "--wait", "1",
        ]).rest()
        #expect(output.contains("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize?"), "\(output)")
        #expect(output.contains("redirect_uri=http%3A%2F%2Flocalhost%3A"))
        let (code, words) = try setting.start([
            "login", "alice@gmail.com", "--client-id", "test", "--device", "--store", "unencrypted",
        ]).rest()
        #expect(code == Outcome.usage.rawValue)
        #expect(words.contains("no sign-in on another device"))
    }

    @Test(arguments: ["alice@163.com", "alice@qq.com"])
    func `A provider without OAuth is told`(address: String) throws {
        let (code, output) = try SignInSetting().start(["login", address, "--client-id", "test"]).rest()
        #expect(code == Outcome.usage.rawValue)
        #expect(output.contains("godwit verify \(address)"))
    }
}
