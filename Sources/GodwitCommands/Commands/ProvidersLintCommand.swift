internal import AccountDiscovery
internal import ArgumentParser
internal import Glibc
internal import MailCore

/// `godwit providers lint FILE…`: everything that is wrong with the documents, each alone and all together.
struct ProvidersLintCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "lint", abstract: help("Check autoconfig documents.", zhHans: "检查 autoconfig 文档。"))
    }

    @Argument(help: .text("XML files.", zhHans: "XML 文件。"))
    var files: [String]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        var lint = AutoconfigLint()
        let findings = files.flatMap { Self.findings(in: $0, lint: &lint) }
        switch output.format {
        case .json:
            Console.current.write(JSONValue.array(findings.map { $0.json(in: output.language) }).text)
        case .text:
            for finding in findings { Console.current.write(finding.text(in: output.language) + "\n") }
        }
        if !findings.isEmpty { throw CommandFailure(.usage) }
    }

    private struct Finding {
        let file: String
        let line: Int
        let message: LocalizedText

        func text(in language: Language) -> String {
            "\(DisplayText.clean(file)):\(line): \(message.text(in: language))"
        }

        func json(in language: Language) -> JSONValue {
            .object([
                "file": .string(file), "line": .integer(Int64(line)), "message": .string(message.text(in: language)),
            ])
        }
    }

    private static func findings(in file: String, lint: inout AutoconfigLint) -> [Finding] {
        guard let bytes = read(file) else {
            let message = LocalizedText("The file cannot be read.", zhHans: "无法读取文件。")
            return [Finding(file: file, line: 1, message: message)]
        }
        return lint.problems(in: bytes, named: file)
            .map { Finding(file: file, line: $0.line, message: $0.message) }
    }

    /// One byte more than a document may have, so that a larger one is noticed.
    private static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: ByteLimits.configurationDocument + 1)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return unsafe ferror(file) == 0 ? Array(bytes.prefix(count)) : nil
    }
}
