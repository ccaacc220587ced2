import MailCore
import Testing

@testable import AccountDiscovery

/// Our namespace. Each case is one change, which must be found once, at its line.
@Suite struct ProfileLintTests {
    @Test(arguments: [
        ("2024-02-29", "2023-02-29", 31, "no date"), ("2024-02-29", "2024-13-01", 31, "no date"),
        ("2024-02-29", "2024-00-10", 31, "no date"), ("2024-02-29", "2024-04-31", 31, "no date"),
        ("2024-02-29", "1900-02-29", 31, "no date"), ("2024-02-29", "29.02.2024", 31, "no date"),
        ("2024-02-29", "2024-2-29", 31, "no date"), ("2024-02-29", "today", 31, "no date"),
        (" source=\"https://example.org/facts\"", "", 31, "no “source”"),
        ("source=\"https:", "source=\"http:", 31, "not an https address"),
        ("https://example.org/facts", "https://example", 31, "not an https address"),
        ("source=", "reviewed=\"yes\" source=", 31, "takes no attribute “reviewed”"),
        ("*.mx.example.org", "mx*.example.org", 32, "MX pattern"), ("*.mx.example.org", "*.org", 32, "MX pattern"),
        ("*.mx.example.org", "MX.example.org", 32, "MX pattern"), ("*.mx.example.org", "*.*.org", 32, "MX pattern"),
        ("<g:mx>", "<g:mx>*.mx.example.org</g:mx><g:mx>", 32, "MX *.mx.example.org is claimed"),
        (" kind=\"app-password\"", "", 33, "no attribute “kind”"),
        ("kind=\"app-password\"", "kind=\"magic\"", 33, "kind of secret is not known"),
        ("kind=\"app-password\"", "kind=\"password\"", 33, "shape of a secret"),
        ("length=\"16\"", "length=\"0\"", 33, "shape of a secret"),
        ("length=\"16\"", "length=\"129\"", 33, "shape of a secret"),
        ("length=\"16\"", "length=\"16\" pattern=\"xxxx\"", 33, "shape of a secret"),
        (" length=\"16\"", "", 33, "shape of a secret"), (" alphabet=\"letters\"", "", 33, "shape of a secret"),
        ("alphabet=\"letters\"", "alphabet=\"runes\"", 33, "shape of a secret"),
        ("ignores-blanks=\"true\"", "ignores-blanks=\"yes\"", 33, "shape of a secret"),
        ("lang=\"en\">a", "lang=\"tlh\">a", 33, "one text in English"),
        ("<g:text lang=\"zh-Hans\">b</g:text>", "", 33, "one text in English"),
        ("<g:text lang=\"zh-Hans\">b", "<g:text lang=\"zh-Hans\">", 35, "“text” is empty"),
        ("lang=\"de\" url", "lang=\"DE\" url", 36, "not a language tag"),
        (" lang=\"de\" url", " url", 36, "no attribute “lang”"),
        ("https://example.org/secret", "example.org/secret", 36, "not an https address"),
        ("https://example.org/secret", "https://example.org/geheim ß", 36, "not an https address"),
        ("<g:switch>", "<g:switch name=\"imap\">", 38, "takes no attribute “name”"),
        ("days=\"30\"", "days=\"0\"", 42, "“days” or “messages”"),
        ("days=\"30\"", "days=\"many\"", 42, "“days” or “messages”"),
        ("days=\"30\"", "days=\"30\" messages=\"9\"", 42, "“days” or “messages”"),
        (" days=\"30\"", "", 42, "“days” or “messages”"),
        ("export.example.org", "export example", 42, "not a host name"),
        ("name=\"connections\"", "name=\"patience\"", 46, "“patience” is not known"),
        ("name=\"folders\"", "name=\"connections\"", 47, "“connections” stands here twice"),
        ("value=\"15\"", "value=\"0\"", 46, "not a number above zero"),
        ("value=\"15\"", "value=\"15 MB\"", 46, "not a number above zero"),
        ("requires-id", "is-slow", 51, "“is-slow” is not known"),
        ("<g:quirk", "<g:quirk name=\"requires-id\"/><g:quirk", 51, "“requires-id” stands here twice"),
        ("<g:quirk", "<g:hint/><g:quirk", 51, "“hint” has no place in “profile”"),
        ("<g:profile", "<g:notes/><g:profile", 31, "“notes” has no place in “clientConfig”"),
        ("</clientConfig>", "<g:profile/></clientConfig>", 53, "“profile” may stand"),
    ])
    func `Mistakes in notes are found`(old: String, new: String, line: Int, message: String) {
        let problems = LintSample.problems(replacing: old, with: new)
        let found = problems.filter { $0.message.english.contains(message) }
        #expect(found.map(\.line) == [line], "\(problems)")
        #expect(found.allSatisfy { !$0.message.simplifiedChinese.isEmpty })
    }

    @Test(arguments: [
        (" checked=\"2024-02-29\"", ""), (" checked=\"2024-02-29\" source=\"https://example.org/facts\"", ""),
        ("2024-02-29", "2000-02-29"), ("length=\"16\"", "pattern=\"xxxx-xxxx\""), ("length=\"16\"", "length=\"128\""),
        (" length=\"16\" alphabet=\"letters\" ignores-blanks=\"true\"", ""), ("days=\"30\"", "messages=\"10000\""),
        ("<domain>example.org</domain>", ""), ("*.mx.example.org", "mx.example.org"),
        ("lang=\"de\"", "lang=\"zh-Hant-HK\""),
    ])
    func `What may be left out or said otherwise is no problem`(old: String, new: String) {
        #expect(LintSample.problems(replacing: old, with: new).isEmpty)
    }

    @Test(arguments: [
        ("kind=\"app-password\"", "kind=\"oauth2\"", "exactly when the servers offer nothing but OAuth2"),
        ("kind=\"app-password\"", "kind=\"bridge\"", "exactly when the servers are on this computer"),
        ("kind=\"app-password\"", "kind=\"none-possible\"", "There is a server"),
    ])
    func `The secret has to agree with the servers`(old: String, new: String, message: String) {
        let problems = LintSample.problems(replacing: old, with: new)
        #expect(problems.contains { $0.message.english.contains(message) })
    }

    @Test func `A document that nobody can find is a problem`() {
        let text = LintSample.valid.replacing("<domain>example.org</domain>", with: "")
            .replacing("<g:mx>*.mx.example.org</g:mx>", with: "")
        var lint = AutoconfigLint()
        let problems = lint.problems(in: Array(text.utf8), named: "a")
        #expect(problems.map(\.line) == [3])
        #expect(problems.first?.message.english.contains("neither a domain nor an MX pattern") == true)
    }
}
