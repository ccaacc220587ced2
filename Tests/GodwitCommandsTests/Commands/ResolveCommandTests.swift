import GodwitCommands
import MailTestServers
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
