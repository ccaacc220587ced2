import GodwitCommands
import MailTestServers
import Synchronization
import Testing

@Suite struct ResolveCommandTests {
    @Test func offlineAnswersFromTheProfile() async {
        let run = await CapturedRun("resolve", "--offline", "alice@163.com", "--language", "en")
        #expect(run.outcome == .done)
        #expect(run.output.contains("imap.163.com"))
        #expect(run.output.contains("授权码"))
        #expect(run.errors.isEmpty)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.terminalWidth <= 80 })
    }

    @Test func jsonHasTheShapeOfTheContract() async {
        let run = await CapturedRun("resolve", "--offline", "alice@gmail.com", "--format", "json")
        #expect(run.outcome == .done)
        #expect(
            run.output.hasPrefix("{\n  \"address\": \"alice@gmail.com\",\n  \"provider\": {\n    \"id\": \"gmail\""))
        for key in ["chosen", "candidates", "attempts", "conflicts", "registrableDomain", "authentication", "hops"] {
            #expect(run.output.contains("\"\(key)\": "))
        }
        #expect(run.output.contains("\"outcome\": \"found\""))
        #expect(run.output.contains("\"trust\": \"trusted\""))
    }

    @Test func aProviderThatLetsNobodyInSaysWhy() async {
        let run = await CapturedRun("resolve", "--offline", "a@tuta.com", "--language", "en")
        #expect(run.outcome == .noSettings)
        #expect(run.output.contains("Not possible"))
        #expect(run.errors.contains("No mail program can be used with a@tuta.com."))
        #expect(!run.errors.contains("--offline"))
    }

    @Test func whatTheProviderHidesAndAllowsIsShown() async {
        let run = await CapturedRun("resolve", "--offline", "a@qq.com", "--language", "zh-Hans")
        #expect(run.output.contains("并非全部邮件"))
        #expect(run.output.contains("30 天"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.terminalWidth <= 80 })
        #expect(
            await CapturedRun("resolve", "--offline", "a@gmail.com", "--language", "en").output.contains(
                "2.5 GB read a day"))
    }

    @Test func itIsSaidHowSureAProfileIs() async {
        let checked = await CapturedRun("resolve", "--offline", "a@gmail.com", "--language", "en")
        #expect(checked.output.contains("Checked  2026-11-23"))
        let unchecked = await CapturedRun("resolve", "--offline", "a@orange.fr", "--language", "en")
        #expect(unchecked.output.contains("not checked against the provider's page"))
    }

    @Test func jsonCarriesTheNotes() async {
        let run = await CapturedRun("resolve", "--offline", "a@yahoo.com", "--format", "json", "--language", "en")
        for text in [
            "\"kind\": \"app-password\"", "\"pattern\": \"xxxxxxxxxxxxxxxx\"", "\"urlLanguage\": \"en\"",
            "\"messages\": 10000", "\"exportHost\": \"export.imap.mail.yahoo.com\"", "\"short-commands\"",
            "\"checked\": \"2026-08-22\"",
        ] {
            #expect(run.output.contains(text))
        }
    }

    @Test func nothingFoundExitsWithThreeAndStillReports() async {
        let run = await CapturedRun("resolve", "--offline", "a@nowhere.example", "--format", "json")
        #expect(run.outcome == .noSettings)
        #expect(run.output.contains("\"outcome\": \"absent\""))
        #expect(!run.output.contains("\"chosen\""))
        #expect(run.errors.contains("nowhere.example"))
    }

    @Test(arguments: [
        ["resolve"], ["resolve", "nobody"], ["resolve", "a@b.org", "--offline", "--autoconfig-url", "https://b.org"],
        ["resolve", "a@b.org", "--offline", "--dns", "dns.example"],
        ["resolve", "a@b.org", "--offline", "--tls", "none"],
        ["resolve", "a@b.org", "--ca-file", "/no/such/file"],
    ])
    func misuseExitsWithTwo(arguments: [String]) async {
        let run = await CapturedRun(arguments)
        #expect(run.outcome == .usage)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test func aNamedDocumentIsAsked() async throws {
        let folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        let document = """
            <clientConfig><emailProvider id="example.org"><incomingServer type="imap">
            <hostname>imap.example.org</hostname><port>143</port><socketType>STARTTLS</socketType>
            </incomingServer></emailProvider></clientConfig>
            """
        try await HTTPTestServer.run(
            certificate: try authority.issue(names: ["localhost"]),
            answer: { _, _ in HTTPTestServer.response(body: document) },
            body: { port in
                let run = await CapturedRun(
                    "resolve", "alice@example.org", "--ca-file", authority.certificateFile, "--autoconfig-url",
                    "https://localhost:\(port)/", "--format", "json")
                #expect(run.outcome == .done)
                #expect(run.output.contains("\"security\": \"starttls\""))
                #expect(run.output.contains("\"source\": \"url\""))
            })
    }

    @Test func offlineSendsNothing() async throws {
        let queries = QueryLog()
        try await DNSTestServer.run(
            answer: { name, _ in
                queries.append(name)
                return DNSTestAnswer(code: 3, records: [])
            },
            body: { port in
                for address in ["alice@163.com", "alice@example.org"] {
                    let run = await CapturedRun("resolve", "--offline", address, "--dns", "127.0.0.1:\(port)")
                    #expect(!run.output.isEmpty)
                }
                #expect(queries.entries.isEmpty)
                // The log does see what is asked.
                _ = await CapturedRun("resolve", "alice@example.org", "--dns", "127.0.0.1:\(port)")
                #expect(queries.entries.contains("autoconfig.thunderbird.net"))
                #expect(queries.entries.contains("imap.example.org"))
            })
    }

    @Test func databaseAndGuessesCanBeLeftOut() async throws {
        let queries = QueryLog()
        try await DNSTestServer.run(
            answer: { name, _ in
                queries.append(name)
                return DNSTestAnswer(code: 3, records: [])
            },
            body: { port in
                let run = await CapturedRun(
                    "resolve", "alice@example.org", "--dns", "127.0.0.1:\(port)", "--no-ispdb", "--no-guess",
                    "--format",
                    "json")
                #expect(run.outcome == .noSettings)
                #expect(run.output.contains("\"source\": \"pacc\""))
                #expect(!run.output.contains("ispdb") && !run.output.contains("guess"))
                #expect(run.output.contains("\"verdict\": \"unknown\""))
                #expect(!queries.entries.contains("autoconfig.thunderbird.net"))
                #expect(!queries.entries.contains("imap.example.org"))
            })
    }

    /// The line that a person has to see: what is unverified, and why.
    @Test func aCompanyDomainShowsItsProvider() async throws {
        let zone: [String: [DNSTestRecord]] = ["example.org MX": [.mx(1, "mxbiz1.qq.com")]]
        try await DNSTestServer.run(zone: zone) { port in
            let dns = "127.0.0.1:\(port)"
            let english = await CapturedRun("resolve", "a@example.org", "--dns", dns, "--language", "en")
            #expect(english.outcome == .done)
            #expect(english.output.contains("imap.exmail.qq.com"))
            #expect(english.output.contains("No password goes there without your consent."))
            let chinese = await CapturedRun("resolve", "a@example.org", "--dns", dns, "--language", "zh-Hans")
            #expect(chinese.output.contains("未经您同意，不会把密码发送到那里。"))
            for run in [english, chinese] {
                #expect(run.output.split(separator: "\n").allSatisfy { $0.terminalWidth <= 80 })
            }
            let json = await CapturedRun("resolve", "a@example.org", "--dns", dns, "--format", "json")
            for text in [
                "\"verdict\": \"consent-needed\"", "\"usableWithoutAsking\": false", "\"source\": \"mx-profile\"",
                "\"dnssec\": false", "\"probe\": {", "\"unauthenticatedDNS\"",
            ] {
                #expect(json.output.contains(text), "\(text)")
            }
            let unlooked = await CapturedRun("resolve", "a@example.org", "--dns", dns, "--format", "json", "--no-probe")
            #expect(!unlooked.output.contains("\"probe\""))
        }
    }

    @Test func whatAServerShowsBeforeALoginStandsBesideIt() async throws {
        let folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        let look = "S: * OK [CAPABILITY IMAP4rev1 IDLE] Coremail ready\nlogout"
        try await ScriptedServer.withServer(
            look, look, certificate: try authority.issue(names: ["mail.example.org"]), implicitTLS: true
        ) { port in
            let zone: [String: [DNSTestRecord]] = [
                "_imaps._tcp.example.org SRV": [.srv(0, 0, port, "mail.example.org")],
                "mail.example.org A": [.a("127.0.0.1")],
            ]
            try await DNSTestServer.run(zone: zone, isAuthenticated: true) { dns in
                let arguments = [
                    "resolve", "a@example.org", "--dns", "127.0.0.1:\(dns)", "--ca-file", authority.certificateFile,
                    "--allow-private-hosts", "--no-guess",
                ]
                let text = await CapturedRun(arguments + ["--language", "en", "-v"])
                #expect(text.output.contains("example.org · answers in "))
                #expect(text.output.contains("Coremail ready"))
                #expect(text.output.contains("IDLE IMAP4REV1"))
                #expect(text.output.contains("It may be used without asking."))
                let json = await CapturedRun(arguments + ["--format", "json"])
                for part in [
                    "\"outcome\": \"ready\"", "\"tls\": \"TLSv1.3\"", "\"greeting\": \"Coremail ready\"",
                    "\"usableWithoutAsking\": true", "\"verdict\": \"usable\"", "\"dnssec\": true",
                ] {
                    #expect(json.output.contains(part), "\(part)")
                }
            }
        }
        withExtendedLifetime(folder) {}
    }

    @Test func sourcesThatDisagreeAreShown() async throws {
        let zone: [String: [DNSTestRecord]] = [
            "example.org MX": [.mx(1, "mxbiz1.qq.com")],
            "_imaps._tcp.example.org SRV": [.srv(0, 0, 993, "imap.example.org")],
            "_pop3s._tcp.example.org SRV": [.srv(0, 0, 0, ".")],
        ]
        try await DNSTestServer.run(zone: zone) { port in
            let run = await CapturedRun(
                "resolve", "a@example.org", "--dns", "127.0.0.1:\(port)", "--language", "en", "-v")
            #expect(run.output.contains("The sources disagree"))
            #expect(run.output.contains("imap.example.org:993 tls"))
            #expect(run.output.contains("Says that there is no pop3 (TLS)."))
            #expect(run.output.contains("no pop3 tls"))
        }
    }

    /// No packet can leave: every name goes to a name server of the test, which knows one domain.
    @Test func dnsRulesEverySource() async throws {
        let zone: [String: [DNSTestRecord]] = [
            "_imaps._tcp.example.org SRV": [.srv(0, 0, 993, "mail.example.org")]
        ]
        try await DNSTestServer.run(zone: zone) { port in
            let run = await CapturedRun(
                "resolve", "alice@example.org", "--dns", "127.0.0.1:\(port)", "--language", "en")
            #expect(run.outcome == .done)
            #expect(run.output.contains("mail.example.org"))
            #expect(run.output.contains("Unverified"))
            #expect(run.output.contains("There is no such host."))
        }
    }
}

private final class QueryLog: Sendable {
    private let storage = Mutex<[String]>([])

    var entries: [String] { storage.withLock { $0 } }

    func append(_ entry: String) { storage.withLock { $0.append(entry) } }
}
