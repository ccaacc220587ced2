import AccountDiscovery
import MailCore
import MailTestServers
import ProviderSandbox
import Testing

@Suite struct NetworkTests {
    @Test func `A provider that nobody knows is found by its own documents`() async throws {
        try await PersonalityBench.run(.courier) { bench in
            let report = try await bench.resolve()
            #expect(report.chosenCandidate?.source == .autoconfig)
            let found = report.attempts.filter { $0.outcome == .found }.map(\.source)
            #expect(Set(found).isSuperset(of: [.autoconfig, .wellKnown, .srv]))
        }
    }

    @Test func `Both autoconfig documents are there for anybody, and nothing else`() async throws {
        try await SandboxNetwork.withNetwork([SandboxSite(.dovecot)], publishing: .actual) { network in
            func curl(_ host: String, _ path: String) throws -> String {
                try ExternalProgram.output(
                    of: "curl",
                    [
                        "-s", "-w", "%{http_code}", "--cacert", network.certificateAuthorityFile, "--connect-to",
                        "\(host):443:127.0.0.1:\(network.webServerPort)", "https://\(host)\(path)",
                    ])
            }
            let document = try curl("autoconfig.dovecot.example", "/mail/config-v1.1.xml?emailaddress=a")
            #expect(document.hasSuffix("200"))
            #expect(try curl("dovecot.example", "/.well-known/autoconfig/mail/config-v1.1.xml") == document)
            for (endpoint, port) in network.providers[0].ports {
                #expect(document.contains("<port>\(port)</port>"), "\(endpoint)")
            }
            #expect(try curl("dovecot.example", "/mail/config-v1.1.xml") == "404")
        }
    }

    @Test func `Ports of the real world lead to the providers, and everything is gone in the end`() async throws {
        let (port, file) = try await SandboxNetwork.withNetwork([SandboxSite(.gmail), SandboxSite(.qq)]) { network in
            #expect(network.port(of: "IMAP.qq.com", 993) == network.providers[1].port(.imap))
            #expect(network.port(of: "autoconfig.gmail.com", 443) == network.webServerPort)
            #expect(network.port(of: "imap.gmail.com", 80) == nil)
            #expect(network.port(of: "imap.example.org", 993) == nil)
            return (try #require(network.providers[0].port(.imap)), network.certificateAuthorityFile)
        }
        let run = try ExternalProgram.run("curl", ["-s", "telnet://127.0.0.1:\(port)"])
        #expect(run.code == 7, "connection refused")
        #expect(try ExternalProgram.run("test", ["-e", file]).code == 1)
    }

    @Test func `The sample goes where the provider has a folder for it, and without what cannot be kept`() async throws
    {
        try await SandboxProvider.withProvider(.qq) { alice in
            try alice.fill(with: SampleMail(count: 100, largeAttachment: 0))
            #expect(alice.account.mailboxNames.contains("Sent Messages"))
            #expect(!alice.account.mailboxNames.contains("Sent"))
            let sent = try alice.account.read("Sent Messages") { $0.messages }
            #expect(sent.count == 14)
            #expect(sent.allSatisfy { $0.flags.keywords.isEmpty })
        }
    }

    @Test func `A longer way takes longer`() async throws {
        try await SandboxNetwork.withNetwork([SandboxSite(.dovecot)], roundTrip: .milliseconds(200)) { network in
            let port = try #require(network.providers[0].port(.imap))
            let clock = ContinuousClock()
            let time = try clock.measure {
                _ = try ExternalProgram.run(
                    "curl", ["-sk", "-u", "alice@dovecot.example:correct horse", "imaps://127.0.0.1:\(port)/"])
            }
            // TLS, CAPABILITY, the login and LIST are four round trips at least.
            #expect(time > .milliseconds(800))
        }
    }

    @Test func `Every difference is counted`() async throws {
        try await SandboxNetwork.withNetwork([SandboxSite(.netEase), SandboxSite(.gmail)]) { network in
            let (old, new) = (network.providers[0].user("alice"), network.providers[1].user("alice"))
            try old.fill(with: SampleMail(count: 50, largeAttachment: 0))
            try new.fill(with: SampleMail(count: 50, largeAttachment: 0))
            let same = SandboxComparison(of: old, with: new)
            #expect(same.differences.isEmpty && same.equal == 50)
            let inbox = try new.account.read(.inbox) { ($0.identifier, $0.messages.map(\.uid)) }
            try new.account.remove([inbox.1[0]], from: inbox.0)
            try new.account.store([inbox.1[1]], in: inbox.0) { $0.union(SandboxFlags(["$Odd"])) }
            let different = SandboxComparison(of: old, with: new)
            #expect(different.differences == [SandboxComparison.Difference(folder: "INBOX", missing: 2, surplus: 1)])
        }
    }
}
