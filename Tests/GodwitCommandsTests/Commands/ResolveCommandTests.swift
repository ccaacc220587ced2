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
