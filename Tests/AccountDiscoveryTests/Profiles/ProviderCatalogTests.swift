import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct ProviderCatalogTests {
    @Test(arguments: EmbeddedProfiles.documents.map(\.name))
    func everyProfileIsRight(name: String) throws {
        let text = try #require(ProviderCatalog.text(identifier: name))
        let profile = try AutoconfigDocument(decoding: Array(text.utf8))
        #expect(profile.identifier == name)
        #expect(profile.problems.isEmpty)
        #expect(profile.displayName?.isEmpty == false)
        let notes = try #require(profile.notes)
        #expect(!profile.domains.isEmpty || !notes.mailExchangers.isEmpty)
        let servers = profile.incoming + profile.outgoing
        #expect(!servers.isEmpty)
        #expect(servers.allSatisfy { $0.security != .plaintext && !$0.authentication.isEmpty })
        let usesOAuth = servers.allSatisfy { $0.authentication == [.oauth2] }
        #expect((notes.secret?.kind == .oauth) == usesOAuth)
    }

    @Test func noDomainIsInTwoProfiles() {
        let domains = ProviderCatalog.profiles.flatMap(\.domains)
        #expect(Set(domains).count == domains.count)
    }

    @Test(arguments: [
        ("gmail.com", "gmail"), ("googlemail.com", "gmail"), ("hotmail.com", "outlook"), ("MSN.com", "outlook"),
        ("163.com", "netease-163"), ("126.com", "netease-126"), ("yeah.net", "netease-yeah"),
    ])
    func domainsLeadToTheirProfile(domain: String, identifier: String) {
        #expect(ProviderCatalog.profile(forDomain: domain)?.identifier == identifier)
    }

    @Test func notesSayWhichSecretIsNeeded() throws {
        let secret = try #require(ProviderCatalog.profile(identifier: "netease-163")?.notes?.secret)
        #expect(secret.kind == .authorizationCode)
        #expect(secret.length == 16)
        #expect(secret.text.simplifiedChinese.contains("授权码"))
    }

    private static let notes = """
        <clientConfig xmlns:g="https://godwit.email/ns/provider"><emailProvider id="a">
        <incomingServer type="imap"><hostname>a.org</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
        </emailProvider><g:profile checked="2026-01-02" source="https://a.org/"><g:secret kind="password">
        <g:text lang="en">a</g:text><g:text lang="zh-Hans">b</g:text></g:secret></g:profile></clientConfig>
        """

    @Test(arguments: [
        ("2026-01-02", "today"), ("source=\"https", "source=\"http"), ("kind=\"password\"", "kind=\"magic\""),
        ("lang=\"en\"", "lang=\"tlh\""),
    ])
    func mistakesInNotesAreListed(old: String, new: String) throws {
        #expect(try AutoconfigDocument(decoding: Array(Self.notes.utf8)).problems.isEmpty)
        let changed = Self.notes.replacing(old, with: new)
        #expect(try AutoconfigDocument(decoding: Array(changed.utf8)).problems.count == 1)
    }
}
