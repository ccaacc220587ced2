import FoundationEssentials
import MailCore
import Testing

@testable import AccountDiscovery

/// Read back by our own reader, and judged by our own lint, which both use libxml2.
@Suite struct ThunderbirdExportTests {
    private func problems(_ text: String) -> [AutoconfigProblem] {
        var lint = AutoconfigLint()
        return lint.problems(in: Array(text.utf8), named: "export")
    }

    @Test func `An account becomes a document without a problem that gives the same settings`() throws {
        let export = try ExportSample.account()
        let text = try export.text(in: .thunderbird)
        #expect(problems(text).isEmpty, "\(text)")
        let document = try AutoconfigDocument(decoding: Array(text.utf8))
        #expect(document.displayName == "Example")
        #expect(document.domains == ["example.org"])
        #expect(document.incomingSettings(for: export.address) == [export.servers[0]])
        #expect(document.outgoingSettings(for: export.address) == [export.servers[1]])
        #expect(text.contains("<username>%EMAILADDRESS%</username>"))
    }

    /// Whatever we know of providers can be said in the format.
    @Test(arguments: ProviderCatalog.profiles.filter { !$0.incoming.isEmpty })
    func `Every bundled profile can be exported`(profile: AutoconfigDocument) throws {
        let address = try EmailAddress(parsing: "alice@" + (profile.domains.first ?? "example.org"))
        let (incoming, outgoing) = (profile.incomingSettings(for: address), profile.outgoingSettings(for: address))
        let export = AccountExport(
            address: address, providerName: profile.displayName, servers: incoming + outgoing)
        let text = try export.text(in: .thunderbird)
        #expect(problems(text).isEmpty, "\(problems(text))")
        let document = try AutoconfigDocument(decoding: Array(text.utf8))
        #expect(
            Set(document.incomingSettings(for: address) + document.outgoingSettings(for: address))
                == Set(incoming + outgoing))
    }

    @Test(arguments: ExportSample.hostileNames)
    func `A user name stays a user name`(name: String) throws {
        let export = try ExportSample.account(username: name, providerName: name)
        let document = try AutoconfigDocument(decoding: Array(try export.text(in: .thunderbird).utf8))
        // White space at the ends is no part of a value in the format.
        let expected = name.trimmingBlanks()
        #expect(document.incomingSettings(for: export.address).map(\.username) == [expected])
        #expect(document.outgoing.count == 1 && document.incoming.count == 1)
        #expect(document.displayName == expected)
        #expect(document.problems.isEmpty)
    }

    @Test(arguments: ["%EMAILADDRESS%", "a%b", "%"])
    func `What would be taken for a placeholder is refused`(name: String) throws {
        let export = try ExportSample.account(username: name)
        #expect(throws: ExportError.unusableValue(name)) { try export.text(in: .thunderbird) }
    }

    @Test func `A server is written once, and an address literal not at all`() throws {
        var export = try ExportSample.account()
        export.servers += export.servers
        #expect(problems(try export.text(in: .thunderbird)).isEmpty)
        let literal = try ExportSample.account(host: "2001:db8::1")
        #expect(throws: ExportError.unusableValue("2001:db8::1")) { try literal.text(in: .thunderbird) }
    }
}
