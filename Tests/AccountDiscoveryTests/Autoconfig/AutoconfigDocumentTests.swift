import MailCore
import Testing

@testable import AccountDiscovery

/// Each case is one change to a document that is right.
@Suite struct AutoconfigDocumentTests {
    static let valid = """
        <?xml version="1.0" encoding="UTF-8"?>
        <clientConfig version="1.1">
          <emailProvider id="example.org">
            <domain>example.org</domain>
            <displayName>Example</displayName>
            <incomingServer type="imap">
              <hostname>imap.example.org</hostname>
              <port>993</port>
              <socketType>SSL</socketType>
              <authentication>password-cleartext</authentication>
              <username>%EMAILADDRESS%</username>
            </incomingServer>
            <incomingServer type="pop3">
              <hostname>pop.example.org</hostname>
              <port>995</port>
              <socketType>SSL</socketType>
              <authentication>password-cleartext</authentication>
              <username>%EMAILLOCALPART%</username>
            </incomingServer>
            <outgoingServer type="smtp">
              <hostname>smtp.example.org</hostname>
              <port>587</port>
              <socketType>STARTTLS</socketType>
              <authentication>OAuth2</authentication>
              <authentication>password-cleartext</authentication>
              <username>%EMAILADDRESS%</username>
            </outgoingServer>
            <documentation url="https://example.org/help"/>
          </emailProvider>
        </clientConfig>
        """

    private func document(replacing old: String = "", with new: String = "") throws -> AutoconfigDocument {
        let text = old.isEmpty ? Self.valid : String(Self.valid.replacing(old, with: new, maxReplacements: 1))
        #expect(old.isEmpty || text != Self.valid, "the change changes nothing")
        return try AutoconfigDocument(decoding: Array(text.utf8))
    }

    private let address: EmailAddress

    init() throws { address = try EmailAddress(parsing: "alice@example.org") }

    @Test func theDocumentIsRead() throws {
        let document = try document()
        #expect(document.identifier == "example.org")
        #expect(document.displayName == "Example")
        #expect(document.domains == ["example.org"])
        #expect(document.documentation == ["https://example.org/help"])
        #expect(document.problems.isEmpty)
        #expect(
            document.incomingSettings(for: address) == [
                ServerSettings(
                    protocol: .imap, host: "imap.example.org", port: 993, security: .tls,
                    username: "alice@example.org", authentication: [.passwordCleartext]),
                ServerSettings(
                    protocol: .pop3, host: "pop.example.org", port: 995, security: .tls, username: "alice",
                    authentication: [.passwordCleartext]),
            ])
        #expect(document.outgoingSettings(for: address).map(\.authentication) == [[.oauth2, .passwordCleartext]])
    }

    @Test(arguments: [
        (" version=\"1.1\"", ""), ("version=\"1.1\"", "version=\"9\""), (" id=\"example.org\"", ""),
        ("<clientConfig", "<clientConfig xmlns=\"urn:x\""), ("<domain>example.org</domain>", ""),
        ("<port>993", "<port>\n 993 "), ("<port>993", "<port>none</port><port>993"),
        ("<socketType>SSL", "<socketType>ssl"), ("<socketType>SSL", "<socketType>TLS"),
        ("<socketType>SSL", "<socketType>QUIC</socketType><socketType>SSL"),
        ("<domain>", "<unknown><deep/></unknown><domain>"),
        ("<hostname>imap", "<HostName>imap.example.org</HostName><hostname>x"),
        ("<username>%EMAILADDRESS%</username>", ""), ("%EMAILADDRESS%", "%emailaddress%"),
        ("<hostname>imap.example.org", "<hostname>imap.%EMAILDOMAIN%"),
        ("<authentication>password-cleartext", "<authentication>plain"),
        (
            "<authentication>password-cleartext",
            "<authentication>new-way</authentication><authentication>password-cleartext"
        ),
        ("<incomingServer type=\"imap\">", "<incomingServer type=\"exchange\"/><incomingServer type=\"imap\">"),
    ])
    func harmlessChangesChangeNothing(old: String, new: String) throws {
        let changed = try document(replacing: old, with: new)
        #expect(try changed.incomingSettings(for: address) == document().incomingSettings(for: address))
        #expect(changed.problems.isEmpty)
    }

    @Test(arguments: [
        ("<port>993", "<port>0"), ("<port>993", "<port>65536"), ("<port>993", "<port>993abc"),
        ("<port>993", "<port>-1"),
        ("<port>993</port>", ""), ("<hostname>imap.example.org</hostname>", ""),
        ("<socketType>SSL", "<socketType>QUIC"),
    ])
    func aBrokenEntryCostsOnlyItself(old: String, new: String) throws {
        let document = try document(replacing: old, with: new)
        #expect(document.incoming.map(\.protocol) == [.pop3])
        #expect(document.outgoing.count == 1)
        #expect(document.problems.map(\.line) == [6])
    }

    @Test(arguments: ["imap example.org", "-imap.example.org", "imap..example.org", "%EMAILLOCALPART%@x", "a\\b"])
    func hostsThatAreNoneAreLeftOut(host: String) throws {
        let document = try document(replacing: "imap.example.org", with: host)
        #expect(document.incomingSettings(for: address).map(\.protocol) == [.pop3])
    }

    @Test func onlyPOP3IsEnough() throws {
        let text = Self.valid.replacing("type=\"imap\"", with: "type=\"nntp\"")
        let document = try AutoconfigDocument(decoding: Array(text.utf8))
        #expect(document.incoming.map(\.protocol) == [.pop3])
        #expect(document.problems.isEmpty)
    }

    @Test func equalEntriesAreOne() throws {
        let text = Self.valid.replacing("pop.example.org", with: "imap.example.org").replacing("995", with: "993")
            .replacing("pop3", with: "imap").replacing("%EMAILLOCALPART%", with: "%EMAILADDRESS%")
        #expect(try AutoconfigDocument(decoding: Array(text.utf8)).incoming.count == 1)
    }

    @Test(arguments: [
        ("<html><body/></html>", AutoconfigError.notAutoconfig(root: "html")),
        ("<clientConfig/>", .noProvider), ("<clientConfig>", .xml(.malformed(line: 1))),
        ("<!DOCTYPE html><html/>", .xml(.documentType)),
    ])
    func otherDocumentsAreRefused(text: String, error: AutoconfigError) {
        #expect(throws: error) { try AutoconfigDocument(decoding: Array(text.utf8)) }
    }

    @Test func anyTruncationIsAnErrorAndNoCrash() {
        let bytes = Array(Self.valid.utf8)
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: AutoconfigError.self) { try AutoconfigDocument(decoding: Array(bytes.prefix(length))) }
        }
    }
}
