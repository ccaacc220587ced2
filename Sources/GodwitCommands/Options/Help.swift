internal import ArgumentParser
internal import MailCore

/// A help text in the language of the process. ArgumentParser takes texts when it first sees a command, before any
/// option is read, so the language comes from the raw arguments and the environment.
func help(_ english: String, zhHans: String) -> String {
    LocalizedText(english, zhHans: zhHans).text(in: .ofProcess)
}

extension ArgumentHelp {
    /// The help of one option, in the language of the process.
    static func text(_ english: String, zhHans: String, valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(stringLiteral: help(english, zhHans: zhHans)).named(valueName)
    }

    private func named(_ valueName: String?) -> ArgumentHelp {
        var copy = self
        copy.valueName = valueName
        return copy
    }
}
