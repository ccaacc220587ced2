internal import Glibc
package import MailCore

extension Language {
    /// The language of this process; read once, because help texts need it before options are parsed.
    static let ofProcess = Language.selected(arguments: CommandLine.arguments)

    /// As below, with the environment of this process.
    static func selected(arguments: [String]) -> Language {
        selected(arguments: arguments) { name in unsafe getenv(name).map { unsafe String(cString: $0) } }
    }

    /// `--language` if given, otherwise the first locale variable that is set, in the order of POSIX §8.2.
    package static func selected(arguments: [String], environment: (String) -> String?) -> Language {
        if let name = argument(in: arguments), let language = Language(rawValue: name) { return language }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
        return Language(locale: locale ?? "C")
    }

    private static func argument(in arguments: [String]) -> String? {
        let name = "--language"
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return nil }
            if argument == name { return arguments.dropFirst(index + 1).first }
            if argument.hasPrefix(name + "=") { return String(argument.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
