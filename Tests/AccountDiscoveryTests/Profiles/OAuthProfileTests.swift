import MailCore
import Testing

@testable import AccountDiscovery

/// Where one signs in, as documents say it.
@Suite struct OAuthProfileTests {
    private static let oauth = """
        <oAuth2><issuer>login.example.org</issuer><scope>mail offline_access</scope>\
        <authURL>https://login.example.org/common/authorize</authURL>\
        <tokenURL>https://login.example.org/common/token</tokenURL></oAuth2>
        """
    private static let notes = """
        <g:oauth device="https://login.example.org/common/device" revocation="https://login.example.org/revoke" \
        registration="https://login.example.org/register" redirect="http://localhost" tenant="common" \
        application-scope="all"/>
        """

    private func document(_ oauth: String = oauth, notes: String = "") throws -> AutoconfigDocument {
        let text = LintSample.valid.replacing("</emailProvider>", with: "</emailProvider>" + oauth)
            .replacing("<g:switch>", with: notes + "<g:switch>", maxReplacements: 1)
        return try AutoconfigDocument(decoding: Array(text.utf8))
    }

    @Test func `The format's part is enough`() throws {
        let profile = try #require(try document().oauth)
        #expect(profile.issuer == "login.example.org")
        #expect(profile.scope == "mail offline_access")
        #expect(profile.authorizationURL == "https://login.example.org/common/authorize")
        #expect(profile.tokenURL == "https://login.example.org/common/token")
        #expect(profile.redirectURI == "http://127.0.0.1")
        #expect(profile.deviceURL == nil && profile.of(tenant: "x") == profile)
    }

    @Test func `Our notes say the rest, and a tenant stands in every address`() throws {
        let profile = try #require(try document(notes: Self.notes).oauth)
        #expect(profile.redirectURI == "http://localhost")
        #expect(profile.applicationScope == "all")
        let ours = profile.of(tenant: "contoso")
        #expect(ours.authorizationURL == "https://login.example.org/contoso/authorize")
        #expect(ours.tokenURL == "https://login.example.org/contoso/token")
        #expect(ours.deviceURL == "https://login.example.org/contoso/device")
        #expect(ours.revocationURL == "https://login.example.org/revoke")
    }

    @Test(arguments: ["issuer", "scope", "authURL", "tokenURL"])
    func `Half of it is none`(name: String) throws {
        let text = Self.oauth.replacing("<\(name)>", with: "<x>").replacing("</\(name)>", with: "</x>")
        #expect(try document(text).oauth == nil)
    }

    @Test func `A sign-in that is not encrypted is none`() throws {
        #expect(try document(Self.oauth.replacing("https:", with: "http:")).oauth == nil)
    }

    @Test(arguments: [
        ("device=\"https:", "device=\"http:", "not an https address"),
        ("revocation=\"https://", "revocation=\"", "not an https address"),
        ("redirect=\"http://localhost\"", "redirect=\"http://example.org\"", "The redirect is not"),
        ("tenant=\"common\"", "tenant=\"other\"", "no part of the token address"),
        ("tenant=", "colour=", "takes no attribute “colour”"), ("<authURL>https:", "<authURL>http:", "not an https address"),
        ("</oAuth2>", "<clientKey>x</clientKey></oAuth2>", "“clientKey” has no place"),
        (oauth, "", "an “oauth” without an “oAuth2”"),
    ])
    func `Mistakes are found`(old: String, new: String, message: String) {
        let text = LintSample.valid.replacing("</emailProvider>", with: "</emailProvider>" + Self.oauth)
            .replacing("<g:switch>", with: Self.notes + "<g:switch>", maxReplacements: 1)
        var lint = AutoconfigLint()
        #expect(lint.problems(in: Array(text.utf8), named: "right").isEmpty)
        let changed = String(text.replacing(old, with: new, maxReplacements: 1))
        var second = AutoconfigLint()
        let problems = second.problems(in: Array(changed.utf8), named: "wrong")
        #expect(problems.contains { $0.message.english.contains(message) }, "\(problems)")
        #expect(problems.allSatisfy { !$0.message.simplifiedChinese.isEmpty })
    }

    @Test(arguments: [
        ("gmail", "https://mail.google.com/"), ("google-workspace", "https://mail.google.com/"),
        ("outlook", "https://outlook.office.com/IMAP.AccessAsUser.All"),
        ("microsoft365", "https://outlook.office.com/SMTP.Send"), ("yahoo", "mail-w"), ("aol", "mail-w"),
        ("yandex", "mail:imap_full"), ("mail-ru", "mail.imap"), ("fastmail", "urn:ietf:params:oauth:scope:mail"),
    ])
    func `Providers whose sign-in is known offer it`(identifier: String, scope: String) throws {
        let profile = try #require(ProviderCatalog.profile(identifier: identifier))
        #expect(profile.oauth?.scope?.split(separator: " ").contains(scope[...]) == true)
        #expect(profile.incoming.contains { $0.authentication.contains(.oauth2) })
        // A device signs in to Microsoft's mail, and not to Google's.
        #expect((profile.oauth?.deviceURL != nil) == ["outlook", "microsoft365"].contains(identifier))
    }

    @Test func `Nobody's client id is in a profile`() {
        for profile in EmbeddedProfiles.all {
            #expect(!profile.xml.lowercased().contains("clientid") && !profile.xml.lowercased().contains("clientsecret"))
        }
    }

    @Test func `A provider without passwords has a sign-in`() {
        for profile in ProviderCatalog.profiles where profile.notes?.secret?.kind == .oauth2 {
            #expect(profile.oauth != nil, "\(profile.identifier)")
        }
    }

    @Test func `PACC names an issuer that says the rest`() throws {
        func issuer(_ text: String) throws -> String? {
            let document = #"{"protocols":{"imap":{"host":"imap.example.org"}},"authentication":{"oauth-public":\#(text)}}"#
            let address = try EmailAddress(parsing: "alice@example.org")
            let candidate = PACCDocument(decoding: Array(document.utf8))?.candidate(for: address, trust: .trusted)
            return candidate?.oauth?.issuer
        }
        #expect(try issuer(#"{"issuer":"https://login.example.org"}"#) == "https://login.example.org")
        #expect(try issuer(#"{"issuer":"http://login.example.org"}"#) == nil)
        #expect(try issuer("true") == nil)
    }
}
