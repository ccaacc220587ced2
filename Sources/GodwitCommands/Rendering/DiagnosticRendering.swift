package import MailCore

/// Shows a diagnostic to a person: what happened, the evidence, what to do, and where.
package struct DiagnosticRendering: Sendable {
    let language: Language
    let terminal: Terminal

    package init(language: Language, terminal: Terminal) {
        self.language = language
        self.terminal = terminal
    }

    /// Lines at the terminal's width, each ended by a newline.
    package func text(of diagnostic: Diagnostic) -> String {
        var table = TextTable()
        table.add([label(of: diagnostic.severity), .init(diagnostic.message.text(in: language), .bold)])
        if let evidence = diagnostic.evidence {
            table.add(["", .init(Self.evidence.text(in: language) + evidence, .dim)])
        }
        if let remedy = diagnostic.remedy { table.add(["", .init(remedy.text(in: language))]) }
        if let url = diagnostic.url { table.add(["", .init(url, .cyan)]) }
        return table.text(on: terminal)
    }

    private func label(of severity: Diagnostic.Severity) -> TextTable.Cell {
        switch severity {
        case .error: .init(LocalizedText("error:", zhHans: "错误：").text(in: language), .red)
        case .warning: .init(LocalizedText("warning:", zhHans: "注意：").text(in: language), .yellow)
        case .info: .init(LocalizedText("note:", zhHans: "说明：").text(in: language), .cyan)
        }
    }

    private static let evidence = LocalizedText("Seen: ", zhHans: "依据：")
}
