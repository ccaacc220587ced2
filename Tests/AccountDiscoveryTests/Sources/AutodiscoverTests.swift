import MailCore
import MailTestServers
import Testing

@testable import AccountDiscovery

@Suite struct AutodiscoverSourceTests {
    private let path = "autodiscover/autodiscover.xml"

    private func search(_ pages: [String: String], plain: [String: String] = [:]) async throws -> TestInternet.Search {
        var internet = TestInternet()
        for (host, page) in pages { internet.pages["\(host)/\(path)"] = page }
        for (host, page) in plain { internet.plainPages["\(host)/\(path)"] = page }
        var options = DiscoveryOptions.withoutServers
        options.sources = [.autodiscover]
        return try await internet.search(for: "al&ice@example.org", options: options)
    }

    @Test func `It is asked by POST, with the address as text of XML, and without a login`() async throws {
        let search = try await search(["autodiscover.example.org": TestDocuments.autodiscoverServer("imap.example.org")]
        )
        let request = try #require(search.log.requests.first)
        #expect(request.text.hasPrefix("POST "))
        #expect(request.text.contains("<EMailAddress>al&amp;ice@example.org</EMailAddress>"))
        #expect(!request.text.lowercased().contains("authorization"))
        #expect(search.report.chosenCandidate?.trust == .trusted)
    }

    @Test func `The domain itself is asked, too`() async throws {
        let search = try await search(["example.org": TestDocuments.autodiscoverServer("imap.example.org")])
        #expect(search.report.chosenCandidate?.incoming.first?.host == "imap.example.org")
    }

    @Test func `A redirect within the provider changes nothing`() async throws {
        let next = "https://ex.example.org:HTTPS/\(path)"
        let search = try await search([
            "autodiscover.example.org": TestDocuments.autodiscover(
                "<Action>redirectUrl</Action><RedirectUrl>\(next)</RedirectUrl>"),
            "ex.example.org": TestDocuments.autodiscoverServer("imap.example.org"),
        ])
        #expect(search.report.chosenCandidate?.trust == .trusted)
        #expect(search.attempt(.autodiscover)?.evidence.hops.count == 2)
    }

    @Test(arguments: ["document", "http"])
    func `Whoever it redirects to needs a yes`(kind: String) async throws {
        let next = "https://hoster.example:HTTPS/\(path)"
        let redirect =
            kind == "http"
            ? TestDocuments.redirect(next) : TestDocuments.autodiscover("<RedirectUrl>\(next)</RedirectUrl>")
        let search = try await search([
            "autodiscover.example.org": redirect,
            "hoster.example": TestDocuments.autodiscoverServer("imap.hoster.example"),
        ])
        #expect(search.report.chosenCandidate?.trust == .unverified([.otherDomain]))
        #expect(search.log.requests.last?.text.hasPrefix("POST ") == true)
    }

    @Test func `Another address is asked about at its own domain`() async throws {
        let search = try await search([
            "autodiscover.example.org": TestDocuments.autodiscover(
                "<Action>redirectAddr</Action><RedirectAddr>alice@tenant.example</RedirectAddr>"),
            "autodiscover.tenant.example": TestDocuments.autodiscoverServer("imap.tenant.example"),
        ])
        #expect(search.log.requests.last?.text.contains("alice@tenant.example") == true)
        #expect(search.report.chosenCandidate?.incoming.first?.username == "alice@tenant.example")
        #expect(search.report.chosenCandidate?.trust == .unverified([.otherDomain]))
    }

    @Test(arguments: [
        "http://autodiscover.example.org:HTTP/autodiscover/autodiscover.xml", "ftp://example.org/", "nonsense",
    ])
    func `It never leaves https`(next: String) async throws {
        let search = try await search(
            ["autodiscover.example.org": TestDocuments.autodiscover("<RedirectUrl>\(next)</RedirectUrl>")],
            plain: ["autodiscover.example.org": TestDocuments.autodiscoverServer("imap.evil.example")])
        #expect(search.attempt(.autodiscover)?.outcome == .failed)
        #expect(search.log.requests.allSatisfy { $0.isSecure })
    }

    @Test(arguments: [(2, true), (3, false)])
    func `Redirects are limited`(count: Int, isFound: Bool) async throws {
        var pages: [String: String] = [:]
        for step in 0..<count {
            pages[step == 0 ? "autodiscover.example.org" : "s\(step).example.org"] = TestDocuments.autodiscover(
                "<RedirectUrl>https://s\(step + 1).example.org:HTTPS/\(path)</RedirectUrl>")
        }
        pages["s\(count).example.org"] = TestDocuments.autodiscoverServer("imap.example.org")
        let search = try await search(pages)
        #expect((search.report.chosen != nil) == isFound)
        #expect(search.attempt(.autodiscover)?.outcome == (isFound ? .found : .failed))
    }

    @Test func `A server that wants a login first has nothing for us`() async throws {
        let search = try await search([
            "autodiscover.example.org": HTTPTestServer.response(401, headers: ["WWW-Authenticate: Basic realm=x"])
        ])
        let attempt = try #require(search.attempt(.autodiscover))
        #expect(attempt.outcome == .absent)
        #expect(attempt.reason?.english.contains("login") == true)
    }
}

@Suite struct AutodiscoverDocumentTests {
    private func read(_ content: String) throws -> AutodiscoverDocument {
        let text = "<Autodiscover><Response>\(content)</Response></Autodiscover>"
        return try AutodiscoverDocument(
            decoding: Array(text.utf8), address: EmailAddress(parsing: "alice@example.org"))
    }

    private func server(_ fields: String) throws -> ServerSettings? {
        guard case .settings(let servers) = try read("<Account><Protocol>\(fields)</Protocol></Account>") else {
            return nil
        }
        return servers.first
    }

    @Test(arguments: [
        ("<Port>993</Port>", "993 tls"), ("<Port>143</Port>", "143 starttls"), ("", "993 tls"),
        ("<Port>143</Port><SSL>off</SSL>", "143 plaintext"), ("<Port>993</Port><SSL>on</SSL>", "993 tls"),
        ("<Port>143</Port><SSL>on</SSL><Encryption>TLS</Encryption>", "143 starttls"),
        ("<Port>143</Port><Encryption>SSL</Encryption>", "143 tls"),
        ("<Port>143</Port><Encryption>None</Encryption>", "143 plaintext"),
        ("<Port>143</Port><Encryption>Auto</Encryption>", "143 starttls"),
    ])
    func `Protection is read as servers mean it`(fields: String, expected: String) throws {
        let server = try server("<Type>IMAP</Type><Server>Imap.example.org</Server>" + fields)
        #expect(server.map { "\($0.port) \($0.security.rawValue)" } == expected)
        #expect(server?.host == "imap.example.org")
        #expect(server?.username == "alice@example.org")
    }

    @Test(
        arguments: [
            ("<Type>POP</Type><Server>a.org</Server>", MailProtocol.pop3),
            ("<Type>SMTP</Type><Server>a.org</Server>", .smtp),
            ("<Type>EXCH</Type><Server>a.org</Server>", nil), ("<Type>IMAP</Type>", nil),
            ("<Type>IMAP</Type><Server>a b</Server>", nil),
            ("<Type>IMAP</Type><Server>a.org</Server><Port>0</Port>", nil),
            ("<Type>IMAP</Type><Server>a.org</Server><Port>99999</Port>", nil),
            ("<Type>IMAP</Type><Server>a.org</Server><Encryption>Maybe</Encryption>", nil),
            ("<Type>IMAP</Type><Server>a.org</Server><LoginName>a&#10;b</LoginName>", nil),
        ] as [(String, MailProtocol?)])
    func `An entry that makes no sense is left out`(fields: String, kind: MailProtocol?) throws {
        #expect(try server(fields)?.protocol == kind)
    }

    @Test func `The user may have another name`() throws {
        #expect(
            try server("<Type>IMAP</Type><Server>a.org</Server><LoginName>EX\\alice</LoginName>")?.username
                == "EX\\alice")
    }

    @Test func `Errors are told in the server's words`() throws {
        #expect(
            try read("<Error><ErrorCode>500</ErrorCode><Message>No such mailbox\u{200B}</Message></Error>")
                == .refused("500 No such mailbox\\u{200B}"))
    }

    @Test(arguments: ["<html/>", "<Autodiscover/>", "<Autodiscover><Response/></Autodiscover>", "nonsense"])
    func `Other documents are refused`(text: String) throws {
        let address = try EmailAddress(parsing: "alice@example.org")
        #expect(throws: AutoconfigError.self) {
            try AutodiscoverDocument(decoding: Array(text.utf8), address: address)
        }
    }
}
