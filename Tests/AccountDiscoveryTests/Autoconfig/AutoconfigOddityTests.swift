import MailCore
import Testing

@testable import AccountDiscovery

/// Mistakes that published documents have, and what must come out all the same. Each is one change to a document that is
/// right.
@Suite struct AutoconfigOddityTests {
    private static let valid = AutoconfigDocumentTests.valid
    private static let usual = [
        "imap imap.example.org:993 tls alice@example.org", "pop3 pop.example.org:995 tls alice",
        "smtp smtp.example.org:587 starttls alice@example.org",
    ]
    private let address: EmailAddress

    init() throws { address = try EmailAddress(parsing: "alice@example.org") }

    private func servers(in bytes: some Collection<UInt8>) throws -> [String] {
        let document = try AutoconfigDocument(decoding: Array(bytes))
        return (document.incomingSettings(for: address) + document.outgoingSettings(for: address)).map {
            "\($0.protocol.rawValue) \($0.host):\($0.port) \($0.security.rawValue) \($0.username)"
        }
    }

    private func servers(replacing old: String, with new: String, everywhere: Bool = false) throws -> [String] {
        let text = Self.valid.replacing(old, with: new, maxReplacements: everywhere ? .max : 1)
        #expect(text != Self.valid, "the change changes nothing")
        return try servers(in: text.utf8)
    }

    @Test(
        arguments: [
            ("<displayName>Example</displayName>", "<displayNameShort>Example</displayNameShort>"),
            ("<domain>", "<domain>%EMAILDOMAIN%</domain><domain>"),
            ("<domain>", "<domain>a.example</domain><domain purpose=\"mx\">b.example</domain><domain>"),
            ("example.org</domain>", "stranger.example</domain>"),
            (
                "</emailProvider>",
                "</emailProvider><enable visiturl=\"https://example.org\"><instruction>x</instruction></enable>"
            ),
            ("</emailProvider>", "</emailProvider><emailProvider id=\"b\"/>"),
            ("<clientConfig", "\n<?a b?><!-- c --><clientConfig"),
            ("<clientConfig", "<clientConfig xmlns=\"urn:x\" xmlns:y=\"urn:y\" y:z=\"\""),
            ("<port>993", "<port>9<!-- -->93"),
            ("<port>993", "<port><![CDATA[993]]>"), ("<port>993", "<port>&#57;93"), ("<port>993", "<port>00993"),
            ("<hostname>imap", "<hostname>\n\t IMAP"), ("<hostname>imap", "<hostname></hostname><hostname>imap"),
            ("imap.example.org", "imap.%emailDomain%"), ("%EMAILADDRESS%", "alice%40example.org"),
            (
                "<domain>",
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/><domain>"
            ),
            ("<clientConfig", "<?xml-stylesheet href=\"https://evil.example/x.xsl\"?><clientConfig"),
            (
                "<clientConfig",
                "<clientConfig xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\""
            ),
            ("</clientConfig>", "</clientConfig>\n\n<!-- served by example -->\n"),
            ("<incomingServer type=\"imap\">", "<incomingServer type=\" IMAP \">"),
            ("<documentation", "<webMail><loginPage url=\"https://example.org\"/></webMail><documentation"),
        ])
    func `Odd, and without effect`(old: String, new: String) throws {
        #expect(try servers(replacing: old, with: new) == Self.usual)
    }

    @Test func `Elements may be written in any case`() throws {
        var text = Self.valid
        for name in [
            "clientConfig", "emailProvider", "incomingServer", "outgoingServer", "hostname", "port", "socketType",
        ] {
            text = text.replacing("<" + name, with: "<" + name.uppercased())
                .replacing("</" + name, with: "</" + name.uppercased())
        }
        #expect(try servers(in: text.utf8) == Self.usual)
    }

    @Test func `Elements may have a prefix`() throws {
        let text = Self.valid.replacing("<clientConfig", with: "<m:clientConfig xmlns:m=\"urn:m\"")
            .replacing("</clientConfig", with: "</m:clientConfig")
        #expect(try servers(in: text.utf8) == Self.usual)
    }

    /// What the document says is kept where it can be used, however strange.
    @Test(arguments: [
        ("<port>993", "<port>587", "imap imap.example.org:587 tls alice@example.org"),
        ("<socketType>SSL", "<socketType>plain", "imap imap.example.org:993 plaintext alice@example.org"),
        (
            "<socketType>SSL", "<socketType>STARTTLS</socketType><socketType>SSL",
            "imap imap.example.org:993 starttls alice@example.org"
        ),
        ("%EMAILADDRESS%", "%EMAILADDRESS", "imap imap.example.org:993 tls %EMAILADDRESS"),
        ("%EMAILADDRESS%", "%REALNAME%", "imap imap.example.org:993 tls %REALNAME%"),
        ("%EMAILADDRESS%", "%EMAILLOCALPART%.%EMAILDOMAIN%", "imap imap.example.org:993 tls alice.example.org"),
        ("imap.example.org", "%EMAILLOCALPART%.example.org", "imap alice.example.org:993 tls alice@example.org"),
        ("imap.example.org", "imap.Bücher.example", "imap imap.xn--bcher-kva.example:993 tls alice@example.org"),
        ("imap.example.org", "192.0.2.1", "imap 192.0.2.1:993 tls alice@example.org"),
    ])
    func `Odd, and kept`(old: String, new: String, first: String) throws {
        #expect(try servers(replacing: old, with: new) == [first] + Self.usual.dropFirst())
    }

    @Test(arguments: [
        ("imap.example.org", ""), ("imap.example.org", "imap.example.org:993"),
        ("imap.example.org", "imap\u{202E}.example.org"),
        ("imap.example.org", "https://imap.example.org"), ("imap.example.org", "[::1]"),
        ("imap.example.org", "a;rm -rf"),
        ("imap.example.org", String(repeating: "a.", count: 200)), ("<port>993", "<port>"),
        ("<port>993", "<port>0x3E1"),
        ("<port>993", "<port>9 93"), ("<port>993", "<port>99999"), ("<port>993", "<port>\u{0669}93"),
        ("<port>993", "<p>993</p><port>"),
        ("<socketType>SSL", "<socketType>none"), ("type=\"imap\"", "type=\"imap4\""),
        ("type=\"imap\"", "type=\"smtp\""), ("type=\"imap\"", ""),
        ("%EMAILADDRESS%", "a&#13;&#10;b"), ("%EMAILADDRESS%", "a&#127;"), ("%EMAILADDRESS%", "a&#x85;b"),
    ])
    func `A broken entry costs that entry alone`(old: String, new: String) throws {
        #expect(try servers(replacing: old, with: new) == Array(Self.usual.dropFirst()))
    }

    @Test func `POP3 alone is enough`() throws {
        #expect(try servers(replacing: "type=\"imap\"", with: "type=\"activesync\"").first == Self.usual[1])
    }

    /// Bytes of another encoding than the declared one, or of none.
    @Test(arguments: [
        "encoding=\"GBK\"", "encoding=\"ISO-8859-1\"", "encoding=\"UTF-16\"", "encoding=\"x-unknown\"",
        "encoding=\"UTF-7\"",
        "encoding=\"HZ-GB-2312\"", "encoding=\"\"", "encoding=\"\u{1F600}\"",
    ])
    func `What encoding is declared does not matter`(declared: String) throws {
        let text = Self.valid.replacing("encoding=\"UTF-8\"", with: declared).replacing(">Example<", with: ">邮箱<")
        if declared.contains("\"\"") || declared.contains("\u{1F600}") {
            // No name of an encoding at all: not well-formed.
            #expect(throws: AutoconfigError.xml(.malformed(line: 1))) { try servers(in: text.utf8) }
        } else {
            #expect(try servers(in: text.utf8) == Self.usual)
        }
    }

    /// `邮箱` in GBK.
    @Test(arguments: ["UTF-8", "GBK"])
    func `Names for people may be garbled`(declared: String) throws {
        let text = Self.valid.replacing("\"UTF-8\"", with: "\"\(declared)\"")
        let parts = text.split(separator: ">Example<").map { Array($0.utf8) }
        let bytes = parts[0] + [0x3E, 0xD3, 0xCA, 0xCF, 0xE4, 0x3C] + parts[1]
        #expect(try servers(in: bytes) == Self.usual)
    }

    @Test func `UTF-16 is read`() throws {
        let text = "\u{FEFF}" + Self.valid.replacing("UTF-8", with: "UTF-16")
        #expect(try servers(in: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == Self.usual)
        #expect(try servers(in: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == Self.usual)
    }

    @Test(arguments: [
        ("", AutoconfigError.xml(.malformed(line: 1))), ("{\"error\":404}", .xml(.malformed(line: 1))),
        ("<html><head><title>Wi-Fi login</title></head><body/></html>", .notAutoconfig(root: "html")),
        ("<HTML><BODY><BR></BODY></HTML>", .xml(.malformed(line: 1))),
        ("<!doctype html>\n<html><body>Please log in</body></html>", .xml(.documentType)),
        (
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\" \"http://x\"><html/>",
            .xml(.documentType)
        ),
        ("<Autodiscover/>", .notAutoconfig(root: "Autodiscover")), ("\u{1F}\u{8B}", .xml(.malformed(line: 1))),
        ("<clientConfig><emailProvider/></clientConfig><x/>", .xml(.malformed(line: 1))),
        ("<a\u{1B}[31m/>", .xml(.malformed(line: 1))),
    ])
    func `Other pages are no settings`(text: String, error: AutoconfigError) {
        #expect(throws: error) { try servers(in: text.utf8) }
    }

    /// No entity is known but the five of XML, wherever a DOCTYPE may hide.
    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE a SYSTEM \"http://127.0.0.1/x.dtd\">",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/\"> %p;]>", "<!DocType a []>",
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
    ])
    func `Entities are never defined`(declaration: String) {
        #expect(throws: AutoconfigError.xml(.documentType)) {
            try servers(replacing: "<clientConfig", with: declaration + "<clientConfig")
        }
        #expect(throws: AutoconfigError.self) { try servers(replacing: ">imap.example", with: ">&x;imap.example") }
    }

    /// `<!DOCTYPE` with bytes between that other encodings do not count: shifts of ISO-2022-JP and HZ.
    @Test(arguments: [("ISO-2022-JP", "\u{1B}(B"), ("HZ-GB-2312", "~\n"), ("UTF-7", "+AEQ-")])
    func `A DOCTYPE cannot be disguised by an encoding`(encoding: String, shift: String) {
        let text =
            "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><!DOC\(shift)TYPE a [<!ENTITY x \"y\">]><a k=\"&x;\"/>"
        #expect(throws: AutoconfigError.xml(.malformed(line: 1))) { try servers(in: text.utf8) }
    }
}
