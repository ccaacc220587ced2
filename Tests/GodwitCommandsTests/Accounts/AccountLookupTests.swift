import ArgumentParser
import MailCore
import MailTestServers
import Testing

@testable import GodwitCommands

@Suite struct AccountLookupTests {
    private func lookup(_ arguments: String..., yes: Bool = false) throws -> AccountLookup {
        AccountLookup(
            network: try NetworkOptions.parse(arguments), consent: try ConsentOptions.parse(yes ? ["--yes"] : []),
            sources: try SourceOptions.parse([]), language: .english)
    }

    private func failure(_ text: String, with lookup: AccountLookup) async throws -> CommandFailure? {
        do {
            _ = try await lookup.account(text)
            return nil
        } catch let failure as CommandFailure {
            return failure
        }
    }

    @Test func aURLIsUsedAsItIs() async throws {
        let account = try await lookup().account("imaps://alice%40example.org@127.0.0.1:1993")
        #expect(account.settings.port == 1993)
        #expect(account.settings.username == "alice@example.org")
        #expect(account.isTyped)
    }

    @Test func plaintextNeedsItsOption() async throws {
        let url = "imap://alice@mail.example.org"
        let refused = try await failure(url, with: lookup())
        #expect(refused?.outcome == .usage)
        #expect(refused?.diagnostics.first?.code == .plaintextRefused)
        #expect(try await lookup("--allow-plaintext").account(url).settings.security == .plaintext)
    }

    @Test func anotherProtocolIsMisuse() async throws {
        #expect(try await failure("pop3s://alice@mail.example.org", with: lookup())?.outcome == .usage)
    }

    @Test func anyOfSeveralProtocolsWillDo() async throws {
        let lookup = try lookup()
        let account = try await lookup.account("pop3s://alice@mail.example.org", for: MailProtocol.allCases)
        #expect(account.settings.protocol == .pop3)
        #expect(account.otherServers.isEmpty)
        try await DNSTestServer.run(zone: zone) { port in
            let lookup = try self.lookup("--dns", "127.0.0.1:\(port)", yes: true)
            let other = try await lookup.account("alice@pop.example", for: MailProtocol.allCases)
            #expect(other.settings.host == "mail.pop.example")
            let known = try await lookup.account("alice@163.com", for: [.pop3, .smtp])
            #expect(known.settings.host == "pop.163.com")
            #expect(known.otherServers.map(\.host) == ["imap.163.com", "smtp.163.com"])
        }
    }

    private let zone: [String: [DNSTestRecord]] = [
        "_imaps._tcp.example.org SRV": [.srv(0, 0, 993, "mail.example.org")],
        "_pop3s._tcp.pop.example SRV": [.srv(0, 0, 995, "mail.pop.example")],
    ]

    @Test func whatNobodyVouchesForNeedsAYes() async throws {
        try await DNSTestServer.run(zone: zone) { port in
            let dns = ["--dns", "127.0.0.1:\(port)"]
            let careful = try lookup(dns[0], dns[1])
            let refused = try await failure("alice@example.org", with: careful)
            #expect(refused?.outcome == .untrusted)
            #expect(refused?.diagnostics.first?.code == .settingsUnverified)

            let account = try await lookup(dns[0], dns[1], yes: true).account("alice@example.org")
            #expect(account.settings.host == "mail.example.org")
            #expect(!account.isTyped)
        }
    }

    @Test func aProviderWeKnowIsUsedWithoutAPacket() async throws {
        try await DNSTestServer.run(
            answer: { name, _ in
                Issue.record("asked about \(name)")
                return nil
            },
            body: { port in
                let account = try await lookup("--dns", "127.0.0.1:\(port)").account("alice@163.com")
                #expect(account.settings.host == "imap.163.com")
                #expect(account.otherServers.map(\.host) == ["pop.163.com", "smtp.163.com"])
            })
    }

    /// The bridge is on this computer, which a discovered name may not lead to otherwise.
    @Test func aBridgeMayBeOnThisComputer() async throws {
        try await DNSTestServer.run(zone: [:]) { port in
            let account = try await lookup("--dns", "127.0.0.1:\(port)").account("alice@proton.me")
            #expect(account.settings.host == "127.0.0.1")
            #expect(account.isTyped)
        }
    }

    @Test func whatIsImpossibleIsSaidToBe() async throws {
        try await DNSTestServer.run(zone: [:]) { port in
            let refused = try await failure("alice@tuta.com", with: lookup("--dns", "127.0.0.1:\(port)"))
            #expect(refused?.diagnostics.first?.code == .noSettingsFound)
            #expect(refused?.diagnostics.first?.message.english.contains("No mail program") == true)
        }
    }

    @Test(arguments: [("y\n", true), ("YES", true), ("是", true), ("n", false), ("", false), (nil, false)])
    func aPersonIsAsked(answer: String?, isAccepted: Bool) async throws {
        let terminal = Terminal(isInteractive: true, showsColours: false)
        let console = Console(
            write: { _ in }, writeError: { _ in }, outputTerminal: terminal, errorTerminal: terminal,
            ask: { question in question.contains("mail.example.org:993") ? answer : nil })
        try await DNSTestServer.run(zone: zone) { port in
            let lookup = try lookup("--dns", "127.0.0.1:\(port)")
            let failure = try await Console.$current.withValue(console) {
                try await self.failure("alice@example.org", with: lookup)
            }
            #expect((failure == nil) == isAccepted)
        }
    }

    @Test(arguments: ["alice@pop.example", "alice@nowhere.example"])
    func withoutAnIMAPServerNothingIsFound(address: String) async throws {
        try await DNSTestServer.run(zone: zone) { port in
            let failure = try await failure(address, with: lookup("--dns", "127.0.0.1:\(port)", yes: true))
            #expect(failure?.outcome == .noSettings)
        }
    }
}
