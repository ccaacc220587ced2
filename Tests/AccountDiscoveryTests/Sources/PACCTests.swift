import COpenSSL
import MailCore
import MailTestServers
import SASL
import Testing

@testable import AccountDiscovery

@Suite struct PACCSourceTests {
    private static let document = TestDocuments.pacc("imap.example.org")

    private func search(_ records: [DNSTestRecord]) async throws -> TestInternet.Search {
        var internet = TestInternet()
        internet.pages["ua-auto-config.example.org/.well-known/user-agent-configuration.json"] =
            HTTPTestServer.response(headers: ["Content-Type: application/json"], body: Self.document)
        if !records.isEmpty { internet.records["_ua-auto-config.example.org TXT"] = records }
        return try await internet.search(for: "alice@example.org")
    }

    @Test func `A document that DNS vouches for is trusted`() async throws {
        let search = try await search([.txt("unrelated"), .txt(PACCDigestTests.record(for: Self.document))])
        #expect(search.report.chosenCandidate?.trust == .trusted)
        #expect(search.report.chosenCandidate?.incoming.first?.authentication == [.passwordCleartext])
    }

    @Test func `A document that is another one than DNS says is refused`() async throws {
        let search = try await search([.txt(PACCDigestTests.record(for: Self.document + " "))])
        #expect(search.report.candidates.isEmpty)
        let attempt = try #require(search.attempt(.pacc))
        #expect(attempt.outcome == .failed)
        #expect(!attempt.isTemporary)
        #expect(attempt.reason?.english.contains("vouches") == true)
    }

    @Test func `A document without a digest needs a yes`() async throws {
        let search = try await search([])
        #expect(search.report.chosenCandidate?.trust == .unverified([.missingDigest]))
        #expect(search.report.verdict == .consentNeeded)
    }
}

@Suite struct PACCDigestTests {
    static func record(for document: String) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let bytes = Array(document.utf8)
        EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        return "v=UAAC1; a=sha256; d=\(String(decoding: Base64.encode(digest), as: UTF8.self))"
    }

    /// The digest of the empty document, known from elsewhere.
    private let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

    @Test func `Blanks, case and padding do not matter`() throws {
        for text in [
            "v=UAAC1; a=sha256; d=\(empty)", "d=\(empty);a=SHA256;V=UAAC1", "v=UAAC1;a=sha256;d=\(empty.dropLast());",
        ] {
            #expect(try #require(PACCDigest(record: text)).matches([]))
            #expect(try !#require(PACCDigest(record: text)).matches([0]))
        }
    }

    @Test(arguments: [
        "", "v=UAAC1; a=sha256", "v=UAAC2; a=sha256; d=x", "v=UAAC1; a=md5; d=x", "a=sha256; d=x", "v=spf1 -all",
    ])
    func `Other records are none`(text: String) { #expect(PACCDigest(record: text) == nil) }
}

@Suite struct PACCDocumentTests {
    private func candidate(_ json: String) throws -> Candidate? {
        PACCDocument(decoding: Array(json.utf8))?
            .candidate(for: try EmailAddress(parsing: "a@example.org"), trust: .trusted)
    }

    @Test func `Everything we speak is read`() throws {
        let candidate = try #require(
            try candidate(
                """
                {"protocols": {"imap": {"host": "IMAP.example.org"}, "pop3": {"host": "pop.example.org"},
                 "submit": {"host": "smtp.example.org"}, "jmap": {"url": "https://example.org/jmap"}},
                 "authentication": {"oauth-public": {"issuer": "https://example.org"}, "password": true},
                 "info": {"help": {"documentation": "https://example.org/help"}}}
                """))
        #expect(candidate.incoming.map { "\($0.host):\($0.port)" } == ["imap.example.org:993", "pop.example.org:995"])
        #expect(candidate.outgoing.map { "\($0.host):\($0.port)" } == ["smtp.example.org:465"])
        #expect(
            candidate.incoming.allSatisfy { $0.security == .tls && $0.authentication == [.oauth2, .passwordCleartext] })
        #expect(candidate.documentation == ["https://example.org/help"])
    }

    @Test func `Older drafts call submission smtp`() throws {
        #expect(
            try candidate(#"{"protocols": {"smtp": {"host": "s.example.org"}}}"#)?.outgoing.first?.host
                == "s.example.org")
    }

    @Test func `What is no host name costs itself alone`() throws {
        let json =
            #"{"protocols": {"imap": {"host": "a b"}, "pop3": {"host": 1}, "submit": {"host": "s.example.org"}}}"#
        #expect(try candidate(json)?.incoming.isEmpty == true)
        #expect(try candidate(json)?.outgoing.count == 1)
    }

    @Test(arguments: ["", "[]", "{}", #"{"protocols": []}"#, "<html/>", #"{"protocols": {}"#])
    func `Other documents are none`(json: String) throws { #expect(try candidate(json) == nil) }
}
