import GodwitCommands
import MailCore
import Testing

@Suite struct DiagnosticRenderingTests {
    private let diagnostic = Diagnostic(
        .hostNotFound, message: LocalizedText("No such host.", zhHans: "找不到主机。"), evidence: "a\u{1B}[2J",
        remedy: LocalizedText("Check it.", zhHans: "请检查。"), url: "https://example.org/")
    private let terminal = Terminal(isInteractive: false, showsColours: false)

    @Test func textHasEverything() {
        let rendering = DiagnosticRendering(language: .english, terminal: terminal)
        #expect(
            rendering.text(of: diagnostic)
                == "error:  No such host.\n        Seen: a\\u{1B}[2J\n        Check it.\n        https://example.org/\n"
        )
    }

    @Test func chineseLinesUp() {
        let rendering = DiagnosticRendering(language: .simplifiedChinese, terminal: terminal)
        #expect(rendering.text(of: diagnostic).hasPrefix("错误：  找不到主机。\n        依据："))
    }

    @Test func jsonHasTheShapeOfTheContract() {
        #expect(
            diagnostic.json(in: .english).compactText
                == #"{"code":"dns.host-not-found","severity":"error","message":"No such host.","evidence":"a\\u{1B}[2J","remedy":"Check it.","url":"https://example.org/"}"#
        )
    }
}
