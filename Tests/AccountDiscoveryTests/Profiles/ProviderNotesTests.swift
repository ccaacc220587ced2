import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct ProviderNotesTests {
    private func notes(_ identifier: String) throws -> ProviderNotes {
        try #require(ProviderCatalog.profile(identifier: identifier)?.notes)
    }

    @Test func `Everything in the notes is read`() throws {
        let notes = try #require(try AutoconfigDocument(decoding: Array(LintSample.valid.utf8)).notes)
        let text = LocalizedText("a", zhHans: "b")
        let instruction = ProviderInstruction(text: text, pages: [])
        #expect(notes.checked == "2024-02-29")
        #expect(notes.source == "https://example.org/facts")
        #expect(notes.mailExchangers.map(\.description) == ["*.mx.example.org"])
        #expect(notes.secret?.kind == .appPassword)
        #expect(notes.secret?.shape?.pattern == String(repeating: "x", count: 16))
        #expect(notes.secret?.instruction.pages == [ProviderPage(url: "https://example.org/secret", language: "de")])
        #expect(notes.switches == [instruction])
        #expect(
            notes.history
                == [HistoryWindow(extent: .days(30), exportHost: "export.example.org", instruction: instruction)])
        #expect(
            notes.limits == [
                ProviderLimit(name: .connections, value: 15),
                ProviderLimit(name: .folders, value: 20, condition: text),
            ])
        #expect(notes.quirks == [.requiresID])
        #expect(!notes.isImpossible)
    }

    @Test func `What makes no sense is left out, and the rest is read`() throws {
        let text = LintSample.valid.replacing("days=\"30\"", with: "days=\"-1\"").replacing("\"15\"", with: "\"many\"")
            .replacing("length=\"16\"", with: "length=\"999999999\"").replacing("requires-id", with: "unheard-of")
        let notes = try #require(try AutoconfigDocument(decoding: Array(text.utf8)).notes)
        #expect(notes.history.isEmpty)
        #expect(notes.limits.map(\.name) == [.folders])
        #expect(notes.quirks.isEmpty)
        #expect(notes.secret?.kind == .appPassword)
        #expect(notes.secret?.shape == nil)
    }

    @Test func `Windows on the history are known`() throws {
        #expect(try notes("qq").history.map(\.extent) == [.days(30)])
        let yahoo = try #require(try notes("yahoo").history.first)
        #expect(yahoo.extent == .messages(10_000))
        #expect(yahoo.exportHost == "export.imap.mail.yahoo.com")
    }

    @Test func `Limits are in bytes and counts`() throws {
        let limits = try notes("gmail").limits
        #expect(limits.first { $0.name == .downloadBytesPerDay }?.value == 2_500_000_000)
        #expect(limits.first { $0.name == .uploadBytesPerDay }?.value == 500_000_000)
        #expect(limits.first { $0.name == .connections }?.value == 15)
    }

    @Test(arguments: [
        ("netease-163", SecretPolicy.Kind.authorizationCode), ("gmail", .appPassword), ("outlook", .oauth2),
        ("t-online", .mailboxPassword), ("proton", .bridge), ("tuta", .nonePossible), ("hey", .nonePossible),
        ("orange-fr", .password),
    ])
    func `Each kind of secret is in use`(identifier: String, kind: SecretPolicy.Kind) throws {
        #expect(try notes(identifier).secret?.kind == kind)
    }

    @Test func `The page in the reader's language is shown, else the English one`() {
        func page(_ language: String) -> ProviderPage {
            ProviderPage(url: "https://a.org/" + language, language: language)
        }
        func instruction(_ languages: String...) -> ProviderInstruction {
            ProviderInstruction(text: LocalizedText("a", zhHans: "b"), pages: languages.map(page))
        }
        #expect(instruction("de", "en", "zh-Hans").page(in: .simplifiedChinese)?.language == "zh-Hans")
        #expect(instruction("de", "en").page(in: .simplifiedChinese)?.language == "en")
        #expect(instruction("zh-Hans", "de").page(in: .english)?.language == "zh-Hans")
        #expect(instruction().page(in: .english) == nil)
    }
}
