import Foundation
import MailCore
import Testing

@testable import AccountDiscovery

/// The format itself. Each case is one change, which must be found once, at its line.
@Suite struct AutoconfigLintTests {
    @Test func `A right document has no problem`() {
        var lint = AutoconfigLint()
        #expect(lint.problems(in: Array(LintSample.valid.utf8), named: "a").isEmpty)
    }

    @Test func `A document without notes of ours is checked too`() {
        let text = LintSample.valid.components(separatedBy: "  <g:profile")[0] + "</clientConfig>"
        var lint = AutoconfigLint()
        #expect(lint.problems(in: Array(text.utf8), named: "a").isEmpty)
    }

    @Test(arguments: [
        (" version=\"1.1\"", "", 2, "“clientConfig” has no attribute “version”."),
        (" id=\"example\"", "", 3, "“emailProvider” has no attribute “id”."),
        (" id=\"example\"", " id=\"example\" name=\"x\"", 3, "“emailProvider” takes no attribute “name”."),
        ("<displayName>Example</displayName>", "", 3, "There is no “displayName” in “emailProvider”."),
        ("</displayName>", "</displayName><displayName>B</displayName>", 5, "only once"),
        ("<displayShortName>Ex</displayShortName>", "<displayNameShort>Ex</displayNameShort>", 6, "has no place"),
        ("<displayName>Example", "<displayName> ", 5, "“displayName” is empty."),
        ("<domain>", "loose <domain>", 3, "text in “emailProvider”"),
        ("<port>993</port>", "", 7, "There is no “port” in “incomingServer”."),
        ("<port>993</port>", "<port>993</port><port>993</port>", 9, "only once"),
        ("<port>993</port>", "<Port>993</Port><port>993</port>", 9, "“Port” has no place"),
        ("<socketType>SSL</socketType>", "", 7, "There is no “socketType”"),
        (" type=\"imap\"", "", 7, "no attribute “type”"),
        ("<username>%EMAILADDRESS%</username>", "", 7, "There is no “username”"),
        (" url=\"https://example.org/help\"", "", 29, "no attribute “url”"),
        (
            "</emailProvider>", "</emailProvider><enable visiturl=\"https://example.org/\"/>", 30,
            "“enable” has no place"
        ),
        ("</emailProvider>", "</emailProvider><emailProvider id=\"b\"/>", 30, "“emailProvider” may stand"),
    ])
    func `Breaks of the structure are found`(old: String, new: String, line: Int, message: String) {
        let problems = LintSample.problems(replacing: old, with: new)
        #expect(problems.first { $0.message.english.contains(message) }?.line == line, "\(problems)")
    }

    @Test(arguments: [
        ("id=\"example\"", "id=\"Ex ample\"", 3, "id is not written"),
        ("example.org</domain>", "Example.org</domain>", 4, "not a domain"),
        ("example.org</domain>", "example</domain>", 4, "not a domain"),
        ("example.org</domain>", "%EMAILDOMAIN%</domain>", 4, "not a domain"),
        ("<domain>", "<domain>example.org</domain><domain>", 4, "example.org is claimed by sample already."),
        ("type=\"imap\"", "type=\"imaps\"", 7, "The type is not"),
        ("type=\"smtp\"", "type=\"imap\"", 22, "The type is not"),
        ("imap.example.org", "IMAP.example.org", 8, "not a host name"),
        ("imap.example.org", "imap example.org", 8, "not a host name"),
        ("imap.example.org", "imap.%EMAILDOMAIN", 8, "not a host name"),
        ("<port>993", "<port>0", 9, "not a number from 1 to 65535"),
        ("<port>993", "<port>65536", 9, "not a number from 1 to 65535"),
        ("<port>993", "<port>+993", 9, "not a number from 1 to 65535"),
        ("<port>993", "<port>993abc", 9, "not a number from 1 to 65535"),
        ("<port>993", "<port>995", 9, "Port 995 is for another protocol"),
        ("<port>993", "<port>143", 9, "Port 143 is for another protocol or socket type"),
        ("<socketType>STARTTLS", "<socketType>SSL", 17, "Port 110 is for another"),
        ("<socketType>SSL", "<socketType>TLS", 10, "socket type is not"),
        ("<authentication>OAuth2", "<authentication>oauth2", 12, "authentication is not known"),
        ("<authentication>OAuth2", "<authentication>none", 12, "authentication is not known"),
        ("<authentication>OAuth2", "<authentication>plain", 12, "authentication is not known"),
        ("<username>%EMAILADDRESS%", "<username>%EMAILADDRESS", 13, "belongs to no placeholder"),
        ("<username>%EMAILADDRESS%", "<username>%emailaddress%", 13, "belongs to no placeholder"),
        ("</username>", "</username><password>x</password>", 13, "password does not belong"),
        ("https://example.org/help", "http://example.org/help", 29, "not an https address"),
        ("descr lang=\"en\"", "descr lang=\"English\"", 29, "not a language tag"),
    ])
    func `Wrong values are found`(old: String, new: String, line: Int, message: String) {
        let problems = LintSample.problems(replacing: old, with: new)
        let found = problems.filter { $0.message.english.contains(message) }
        #expect(found.map(\.line) == [line], "\(problems)")
        #expect(found.allSatisfy { !$0.message.simplifiedChinese.isEmpty })
    }

    @Test(arguments: [
        ("imap.example.org", "imap.%EMAILDOMAIN%"), ("<port>993", "<port>1"), ("<port>993", "<port>65535"),
        ("<username>%EMAILADDRESS%", "<username>%EMAILLOCALPART%.%EMAILDOMAIN%"),
        ("<documentation", "<x:y xmlns:x=\"urn:x\" z=\"1\"/><documentation"),
        ("<incomingServer type=\"imap\">", "<incomingServer type=\"jmap\">"),
        ("</emailProvider>", "</emailProvider><oAuth2><issuer>example.org</issuer></oAuth2>"),
    ])
    func `What the format allows is no problem`(old: String, new: String) {
        #expect(LintSample.problems(replacing: old, with: new).isEmpty)
    }

    @Test func `A server that stands there twice is found`() {
        let server =
            "<outgoingServer type=\"smtp\"><hostname>a.org</hostname><port>587</port><socketType>STARTTLS</socketType><authentication>none</authentication></outgoingServer>"
        let problems = LintSample.problems(replacing: "<documentation", with: server + "\n" + server + "<documentation")
        #expect(problems.map(\.line) == [30])
        #expect(problems.first?.message.english == "The same server stands here twice.")
    }

    @Test func `Two documents may not claim one domain`() {
        var lint = AutoconfigLint()
        let bytes = Array(LintSample.valid.utf8)
        #expect(lint.problems(in: bytes, named: "a.xml").isEmpty)
        let problems = lint.problems(in: bytes, named: "b.xml")
        #expect(problems.map(\.line) == [4, 32])
        #expect(problems.first?.message.english == "example.org is claimed by a.xml already.")
    }

    @Test(arguments: [
        ("<clientConfig>\n<a></clientConfig>", 2, "not well-formed"), ("<html/>", 1, "“html”, not mail settings"),
        ("<!DOCTYPE a><clientConfig/>", 1, "DOCTYPE"), ("<clientConfig xmlns=\"urn:x\"/>", 1, "not mail settings"),
    ])
    func `What is no document is said to be none`(text: String, line: Int, message: String) {
        var lint = AutoconfigLint()
        let problems = lint.problems(in: Array(text.utf8), named: "a")
        #expect(problems.map(\.line) == [line])
        #expect(problems.first?.message.english.contains(message) == true)
    }
}
