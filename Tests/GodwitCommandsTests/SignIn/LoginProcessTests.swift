import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// `godwit login` as a process, against an authorization server and with a browser.
@Suite struct LoginProcessTests {
    private func arguments(_ server: TestAuthorizationServer, _ more: [String] = []) -> [String] {
        [
            "login", "alice@example.org", "--issuer", server.issuer, "--ca-file", server.certificateAuthorityFile,
            "--client-id", "godwit-test", "--store", "unencrypted",
        ] + more
    }

    private func isPage(_ line: String) -> Bool { line.hasPrefix("https://") }

    @Test func `The browser comes back, and the sign-in is kept`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(arguments(server))
            let (line, before) = process.lines(until: isPage)
            let page = try #require(line)
            let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            #expect(location.hasPrefix("http://127.0.0.1:"))
            // Browsers ask for an icon first or later; that is no answer.
            let icon = location.prefix { $0 != "?" } + "/favicon.ico"
            #expect(try browser.open(String(icon)).status == 404)
            let shown = try browser.open(location)
            #expect(shown.status == 200)
            #expect(shown.text.contains("You are signed in."))
            let (code, output) = process.rest()
            #expect(code == Outcome.done.rawValue, "\(output)")
            #expect(output.contains("alice@example.org"))
            #expect(output.contains("godwit verify alice@example.org"))
            #expect(before.contains("UNENCRYPTED"))
            #expect(try browser.open(location).status == 0, "nothing listens any more")
            for secret in server.secrets where !secret.hasPrefix("device") {
                #expect(!(before + output + shown.text).contains(secret))
            }
            let files = try setting.files()
            #expect(files.count == 2, "a sign-in and its lock: \(files)")
        }
    }

    @Test(arguments: [
        (SandboxOAuthFault.wrongState, "does not belong to this sign-in"), (.missingState, "does not belong"),
        (.wrongIssuer, "does not belong"), (.denied, "was not allowed"),
        (.refusal(error: "invalid_client", words: "AADSTS7000215: Invalid client secret provided."), "client secret is wrong"),
        (.noRefreshToken, "nothing to renew it with"), (.nonsense, "makes no sense"), (.status(503), "without telling why"),
        (.expired, "no longer good"),
    ])
    func `What goes wrong is said, and nothing is kept`(fault: SandboxOAuthFault, words: String) async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { $0.consentsAtOnce = true } _: { server in
            server.fail(with: fault)
            let process = try setting.start(arguments(server))
            let page = try #require(process.lines(until: isPage).wanted)
            let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            let shown = try browser.open(location)
            let isRefusedHere = [.wrongState, .missingState, .wrongIssuer, .denied].contains(fault)
            #expect(shown.status == (isRefusedHere ? 400 : 200))
            let (code, output) = process.rest()
            #expect(output.replacing("\n", with: " ").split(separator: " ").joined(separator: " ").contains(words), "\(output)")
            #expect(code != Outcome.done.rawValue)
            #expect((try? setting.files()) ?? [] == [])
            for secret in server.secrets { #expect(!output.contains(secret)) }
        }
    }

    @Test func `The last address can be pasted`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(
                arguments(server, ["--redirect-uri", "https://localhost"]), takesInput: true)
            let page = try #require(process.lines(until: isPage).wanted)
            let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            process.type("hello")
            #expect(process.lines { $0.contains("code=") }.wanted != nil)
            process.type("  \(location) ")
            let (code, output) = process.rest()
            #expect(code == Outcome.done.rawValue, "\(output)")
        }
    }

    @Test func `What is pasted from another sign-in is not used`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(arguments(server), takesInput: true)
            #expect(process.lines(until: isPage).wanted != nil)
            process.type("http://127.0.0.1:9/?code=stolen&state=guessed")
            let (code, output) = process.rest()
            #expect(code == Outcome.credentialsRefused.rawValue, "\(output)")
            #expect(!server.requests.contains { $0.path == "/token" })
        }
    }

    @Test func `Nobody waits for ever`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let (code, output) = try setting.start(arguments(server, ["--wait", "1"])).rest()
            #expect(code == Outcome.credentialsRefused.rawValue)
            #expect(output.contains("Nobody signed in in time."))
            #expect(output.contains("--wait"))
        }
    }

    @Test func `A program makes itself known where anybody may`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start([
                "login", "alice@example.org", "--issuer", server.issuer, "--ca-file", server.certificateAuthorityFile,
                "--store", "unencrypted", "--format", "json",
            ])
            let page = try #require(process.lines(until: isPage).wanted)
            let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
            let location = try #require(try browser.consent(at: page))
            _ = try browser.open(location)
            let (code, output) = process.rest()
            #expect(code == Outcome.done.rawValue, "\(output)")
            #expect(output.contains(#""protection": "none""#), "\(output)")
            #expect(server.requests.contains { $0.path == "/register" })
        }
    }

    @Test func `Without a client id it is said how to get one`() async throws {
        let setting = try SignInSetting()
        let (code, output) = try setting.start(["login", "alice@outlook.com"]).rest()
        #expect(code == Outcome.usage.rawValue)
        #expect(output.contains("--client-id"))
        #expect(output.contains("docs/oauth.md"))
        #expect(output.contains("https://entra.microsoft.com/"))
    }

    @Test func `Another device signs in with a code`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(arguments(server, ["--device"]))
            #expect(process.lines(until: isPage).wanted == server.issuer + "/activate")
            let userCode = try #require(process.lines { $0.wholeMatch(of: #/[A-Z]{4}-[A-Z]{4}/#) != nil }.wanted)
            #expect(server.withMachine { $0.approve(userCode: userCode, as: "alice@example.org") } == true)
            let (code, output) = process.rest()
            #expect(code == Outcome.done.rawValue, "\(output)")
            for secret in server.secrets { #expect(!output.contains(secret)) }
        }
    }

    @Test func `Whoever says no on another device is told so`() async throws {
        let setting = try SignInSetting()
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(arguments(server, ["--device"]))
            let userCode = try #require(process.lines { $0.wholeMatch(of: #/[A-Z]{4}-[A-Z]{4}/#) != nil }.wanted)
            #expect(server.withMachine { $0.deny(userCode: userCode) } == true)
            let (code, output) = process.rest()
            #expect(code == Outcome.credentialsRefused.rawValue, "\(output)")
        }
    }

    @Test func `The browser is opened where there is a display`() async throws {
        let setting = try SignInSetting()
        let opened = setting.path("opened")
        _ = try setting.write("#!/bin/sh\necho \"$1\" > \(opened).new; mv \(opened).new \(opened)\n", to: "bin/xdg-open", isExecutable: true)
        try await TestAuthorizationServer.withServer(in: setting.folder) { server in
            let process = try setting.start(arguments(server), environment: ["DISPLAY": ":0"], takesInput: true)
            let page = try #require(process.lines(until: isPage).wanted)
            let location = try TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile).consent(at: page)
            process.type(try #require(location))
            #expect(process.rest().code == Outcome.done.rawValue)
            #expect(try String(contentsOfFile: opened, encoding: .utf8) == page + "\n")
        }
    }
}
