import Foundation

/// Usage: embed-profiles OUTPUT.swift FOLDER
@main
struct EmbedProfiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { return }
        let documents = try FileManager.default.contentsOfDirectory(
            at: URL(filePath: arguments[2]), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "xml" }
        let entries = try documents.sorted { name(of: $0) < name(of: $1) }.map(entry)
        let source = """
            // Made from providers/*.xml by the EmbedProfiles plugin.
            enum EmbeddedProfiles {
                static let all: [EmbeddedProfile] = [
            \(entries.joined())    ]
            }

            """
        try source.write(to: URL(filePath: arguments[1]), atomically: true, encoding: .utf8)
    }

    private static func entry(_ url: URL) throws -> String {
        let data = try Data(contentsOf: url)
        let index = try ProfileIndex(of: data, name: name(of: url))
        return """
                    EmbeddedProfile(
                        name: \(literal(name(of: url))),
                        domains: \(literal(index.domains)), mailExchangers: \(literal(index.mailExchangers)),
                        hosts: \(literal(index.hosts)), xml: \(literal(String(decoding: data, as: UTF8.self)))),

            """
    }

    private static func name(of document: URL) -> String { document.deletingPathExtension().lastPathComponent }

    private static func literal(_ texts: [String]) -> String {
        "[" + texts.map(literal).joined(separator: ", ") + "]"
    }

    /// A raw literal with so many number signs that nothing in the text ends it or is an escape.
    private static func literal(_ text: String) -> String {
        var signs = "#"
        while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
        return text.contains("\n") ? "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)" : "\(signs)\"\(text)\"\(signs)"
    }
}
