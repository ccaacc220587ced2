internal import ArgumentParser
internal import MailCore

/// How a command speaks. Every command takes these.
struct OutputOptions: ParsableArguments {
    @Option(
        help: .text(
            "text for people, json for programs: one document on standard output.",
            zhHans: "text 给人看，json 给程序读（标准输出上一个文档）。"))
    var format: OutputFormat = .text

    @Option(
        name: .customLong("language"),
        help: .text(
            "en or zh-Hans; by default what LC_ALL, LC_MESSAGES or LANG says.",
            zhHans: "en 或 zh-Hans；默认取自 LC_ALL、LC_MESSAGES 或 LANG。"))
    var requestedLanguage: Language?

    @Flag(name: .shortAndLong, help: .text("Say more.", zhHans: "输出更多细节。"))
    var verbose = false

    var language: Language { requestedLanguage ?? .ofProcess }
}
