import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// `--proxy`, with proxies of other authors and real mail servers.
@Suite struct ProxyCommandTests {
    private let folder: TemporaryFolder
    private let passwordFile: String
    private let proxyPasswordFile: String

    init() throws {
        folder = try TemporaryFolder()
        passwordFile = folder.path + "/password"
        proxyPasswordFile = folder.path + "/proxy-password"
        try DovecotConfiguration.password.write(toFile: passwordFile, atomically: true, encoding: .utf8)
        try "s3cret-of-the-proxy".write(toFile: proxyPasswordFile, atomically: true, encoding: .utf8)
    }

    @Test(arguments: ProxyServer.Kind.allCases)
    func `An account is verified through a proxy that wants a login`(kind: ProxyServer.Kind) async throws {
        try await DovecotServer.withServer { server in
            try await ProxyServer.run(kind, login: (name: "bob", password: "s3cret-of-the-proxy")) { port in
                let arguments = [
                    "verify", "imaps://alice@localhost:\(server.ports.imaps)", "--password-file", passwordFile,
                    "--ca-file", server.certificateAuthorityFile, "--format", "json", "--language", "en", "--proxy",
                ]
                let login = ["--proxy-password-file", proxyPasswordFile]
                let run = await CapturedRun(arguments + ["\(kind.rawValue)://bob@127.0.0.1:\(port)"] + login)
                #expect(run.outcome == .done, "\(run.errors)")
                #expect(run.output.contains("\"\(kind.rawValue)://127.0.0.1:\(port)\""))
                #expect(!run.output.contains("\"resolve\""))
                let refused = await CapturedRun(arguments + ["\(kind.rawValue)://127.0.0.1:\(port)"])
                #expect(refused.outcome == .unreachable)
                #expect(refused.output.contains("connect.proxy-login"))
                #expect(!(run.output + run.errors + refused.output + refused.errors).contains("s3cret"))
            }
        }
    }

    @Test(arguments: ProxyServer.Kind.allCases)
    func `Mail moves through a proxy`(kind: ProxyServer.Kind) async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 20).write(to: pair.oldMail)
            try await ProxyServer.run(kind) { port in
                let run = await CapturedRun([
                    "migrate", "--from", "imaps://alice@localhost:\(pair.old.ports.imaps)", "--to",
                    "imaps://bob@localhost:\(pair.new.ports.imaps)", "--from-password-file", passwordFile,
                    "--to-password-file", passwordFile, "--journal", folder.path + "/journal.sqlite", "--ca-file",
                    try pair.trustFile(), "--proxy", "\(kind.rawValue)://127.0.0.1:\(port)",
                ])
                #expect(run.outcome == .done, "\(run.errors)")
                #expect(try pair.difference().description == "nothing differs")
            }
        }
    }

    @Test func `With a proxy nobody else is told what is looked for`() async throws {
        try await RefusedPort.hold { port in
            let proxy = ["--proxy", "socks5://127.0.0.1:\(port)", "--format", "json", "--language", "en"]
            let run = await CapturedRun(["resolve", "alice@company.example"] + proxy)
            #expect(run.outcome == .noSettings)
            for source in ["\"autoconfig\"", "\"guess\""] { #expect(run.output.contains(source)) }
            for source in ["\"srv\"", "\"mx-profile\"", "\"mx-ispdb\""] { #expect(!run.output.contains(source)) }
            #expect(run.output.contains("The proxy cannot be reached."))
        }
    }

    @Test(arguments: [
        ["--proxy", "socks5://bob:hunter2@127.0.0.1:1"], ["--proxy", "ftp://127.0.0.1:1"], ["--proxy", "socks5://"],
        ["--proxy", "http://127.0.0.1:0"], ["--proxy", "http://bob@127.0.0.1:1"],
        ["--proxy", "http://127.0.0.1:1", "--proxy-password-env", "X"],
        ["--proxy", "http://bob@127.0.0.1:1", "--proxy-password-file", "-"],
    ])
    func `What is no proxy is refused, and a password never shown`(options: [String]) async {
        for language in ["en", "zh-Hans"] {
            let run = await CapturedRun(["resolve", "a@b.example", "--language", language] + options)
            #expect(run.outcome == .usage)
            #expect(run.errors.contains("--proxy"))
            #expect(!run.errors.contains("hunter2"))
        }
    }
}
