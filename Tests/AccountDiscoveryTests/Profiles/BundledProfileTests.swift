import Foundation
import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct BundledProfileTests {
    @Test func `Every file in providers is bundled, and they are many`() throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../../providers").standardized
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".xml") }
        #expect(EmbeddedProfiles.all.map { $0.name + ".xml" }.sorted() == files.sorted())
        #expect(files.count >= 80)
    }

    @Test func `The lint finds nothing, and no domain is claimed twice`() {
        var lint = AutoconfigLint()
        for profile in EmbeddedProfiles.all {
            let problems = lint.problems(in: Array(profile.xml.utf8), named: profile.name)
            #expect(problems.isEmpty, "\(profile.name)")
        }
        let domains = ProviderCatalog.profiles.flatMap(\.domains)
        #expect(Set(domains).count == domains.count)
    }

    @Test func `The index says what the documents say`() throws {
        #expect(ProviderCatalog.profiles.count == EmbeddedProfiles.all.count)
        for (entry, profile) in zip(EmbeddedProfiles.all, ProviderCatalog.profiles) {
            #expect(profile.identifier == entry.name)
            #expect(profile.problems.isEmpty)
            #expect(profile.domains == entry.domains)
            #expect(profile.notes?.mailExchangers.map(\.description) == entry.mailExchangers)
            #expect(Set((profile.incoming + profile.outgoing).map(\.host)) == Set(entry.hosts))
        }
    }

    @Test func `No password is ever sent in the clear`() {
        for server in ProviderCatalog.profiles.flatMap({ $0.incoming + $0.outgoing }) {
            #expect(server.security != .plaintext)
        }
    }

    @Test func `Every bundled domain has servers, or a reason for having none`() async throws {
        for domain in EmbeddedProfiles.all.flatMap(\.domains) {
            let report = await AccountResolver.offline.resolve(try EmailAddress(parsing: "a@\(domain)"))
            let notes = try #require(report.provider?.notes, "\(domain)")
            #expect((report.chosen == nil) == notes.isImpossible, "\(domain)")
        }
    }

    @Test(arguments: [
        "netease-163", "netease-126", "netease-yeah", "netease-188", "netease-vip-163", "netease-vip-126",
        "netease-enterprise", "qq", "foxmail", "exmail", "aliyun", "aliyun-enterprise", "sina", "sohu",
        "china-mobile-139", "china-telecom-189", "21cn", "263", "feishu", "coremail-hosted",
    ])
    func `The Chinese providers are complete`(identifier: String) throws {
        let profile = try #require(ProviderCatalog.profile(identifier: identifier))
        #expect(Set(profile.incoming.map(\.protocol)) == [.imap, .pop3])
        #expect(profile.outgoing.contains { $0.port == 465 && $0.security == .tls })
    }
}
