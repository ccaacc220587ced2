import Foundation

/// Usage: embed-profiles OUTPUT.swift PROFILE.xml…
@main
struct EmbedProfiles {
    static func main() throws {
        let paths = CommandLine.arguments.dropFirst()
        guard let output = paths.first else { return }
        let entries = try paths.dropFirst().map { path in
            let url = URL(filePath: path)
            let text = try String(contentsOf: url, encoding: .utf8)
            return "        (\"\(url.deletingPathExtension().lastPathComponent)\", \(literal(text))),\n"
        }
        let source = """
            // Made from providers/*.xml by the EmbedProfiles plugin.
            enum EmbeddedProfiles {
                static let documents: [(name: String, xml: String)] = [
            \(entries.joined())    ]
            }

            """
        try source.write(to: URL(filePath: output), atomically: true, encoding: .utf8)
    }

    /// A raw literal with so many number signs that nothing in the text ends it or is an escape.
    private static func literal(_ text: String) -> String {
        var signs = "#"
        while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
        return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
    }
}
