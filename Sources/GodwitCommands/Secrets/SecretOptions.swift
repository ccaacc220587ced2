internal import ArgumentParser
internal import MailCore

/// Which secret it is that three options bring.
protocol SecretNaming {
    /// Of the options' names: `PREFIX-file`, `PREFIX-env`, `PREFIX-command`.
    static var prefix: String { get }
    /// What it is called in their help.
    static var noun: LocalizedText { get }
    /// Whether it may be read from standard input, which has it once.
    static var takesStandardInput: Bool { get }
}

extension SecretNaming {
    static var noun: LocalizedText { LocalizedText("the password", zhHans: "密码") }
    static var takesStandardInput: Bool { true }
}

/// The password of the only account.
enum AccountPassword: SecretNaming {
    static var prefix: String { "password" }
}

/// The options that say where one secret comes from.
struct SecretOptions<Name: SecretNaming>: ParsableArguments {
    @Option(name: .customLong(Name.prefix + "-file"), help: Self.fileHelp)
    var file: String?

    @Option(name: .customLong(Name.prefix + "-env"), help: Self.environmentHelp)
    var environment: String?

    @Option(name: .customLong(Name.prefix + "-command"), help: Self.commandHelp)
    var command: String?

    func validate() throws { _ = try source() }

    func source() throws -> SecretSource {
        let given: [SecretSource] = [
            file.map(SecretSource.file), environment.map(SecretSource.environment), command.map(SecretSource.command),
        ].compactMap { $0 }
        let option = "--" + Name.prefix
        guard given.count <= 1 else {
            throw ValidationError(
                GodwitCommands.help(
                    "\(option)-file, \(option)-env and \(option)-command exclude each other.",
                    zhHans: "\(option)-file、\(option)-env 与 \(option)-command 只能使用其中之一。"))
        }
        guard Name.takesStandardInput || given.first != .file("-") else {
            throw ValidationError(
                GodwitCommands.help(
                    "\(option)-file cannot be standard input.", zhHans: "\(option)-file 不能是标准输入。"))
        }
        return given.first ?? .prompt
    }

    private static var fileHelp: ArgumentHelp {
        .text(
            "Read \(Name.noun.english) from the first line of this file"
                + (Name.takesStandardInput ? "; - is standard input." : "."),
            zhHans: "从该文件的第一行读取\(Name.noun.simplifiedChinese)" + (Name.takesStandardInput ? "；- 表示标准输入。" : "。"),
            valueName: "file")
    }

    private static var environmentHelp: ArgumentHelp {
        .text(
            "Read \(Name.noun.english) from this environment variable.",
            zhHans: "从该环境变量读取\(Name.noun.simplifiedChinese)。", valueName: "name")
    }

    private static var commandHelp: ArgumentHelp {
        .text(
            "Read \(Name.noun.english) from the first line this shell command prints.",
            zhHans: "运行该命令，从其输出的第一行读取\(Name.noun.simplifiedChinese)。", valueName: "command")
    }
}
