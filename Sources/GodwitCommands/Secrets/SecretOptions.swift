internal import ArgumentParser
internal import MailCore

/// `--password-…`: where the secret of the only account comes from.
struct SecretOptions: ParsableArguments {
    @Option(help: .passwordFile) var passwordFile: String?
    @Option(help: .passwordEnvironment) var passwordEnv: String?
    @Option(help: .passwordCommand) var passwordCommand: String?

    func validate() throws { _ = try choice.source() }

    func source() throws -> SecretSource { try choice.source() }

    private var choice: SecretChoice {
        SecretChoice(prefix: "--password", file: passwordFile, environment: passwordEnv, command: passwordCommand)
    }
}

/// `--from-password-…`: the account mail is taken from.
struct FromSecretOptions: ParsableArguments {
    @Option(help: .passwordFile) var fromPasswordFile: String?
    @Option(help: .passwordEnvironment) var fromPasswordEnv: String?
    @Option(help: .passwordCommand) var fromPasswordCommand: String?

    func validate() throws { _ = try choice.source() }

    func source() throws -> SecretSource { try choice.source() }

    private var choice: SecretChoice {
        SecretChoice(
            prefix: "--from-password", file: fromPasswordFile, environment: fromPasswordEnv,
            command: fromPasswordCommand)
    }
}

/// `--to-password-…`: the account mail is brought to.
struct ToSecretOptions: ParsableArguments {
    @Option(help: .passwordFile) var toPasswordFile: String?
    @Option(help: .passwordEnvironment) var toPasswordEnv: String?
    @Option(help: .passwordCommand) var toPasswordCommand: String?

    func validate() throws { _ = try choice.source() }

    func source() throws -> SecretSource { try choice.source() }

    private var choice: SecretChoice {
        SecretChoice(
            prefix: "--to-password", file: toPasswordFile, environment: toPasswordEnv, command: toPasswordCommand)
    }
}

/// What of three options was given.
struct SecretChoice {
    let prefix: String
    let file: String?
    let environment: String?
    let command: String?

    func source() throws -> SecretSource {
        let given: [SecretSource] = [
            file.map(SecretSource.file), environment.map(SecretSource.environment), command.map(SecretSource.command),
        ].compactMap { $0 }
        guard given.count <= 1 else {
            throw ValidationError(
                GodwitCommands.help(
                    "\(prefix)-file, \(prefix)-env and \(prefix)-command exclude each other.",
                    zhHans: "\(prefix)-file、\(prefix)-env 与 \(prefix)-command 只能使用其中之一。"))
        }
        return given.first ?? .prompt
    }
}

extension ArgumentHelp {
    fileprivate static var passwordFile: ArgumentHelp {
        .text(
            "Read the password from the first line of this file; - is standard input.",
            zhHans: "从该文件的第一行读取密码；- 表示标准输入。", valueName: "file")
    }

    fileprivate static var passwordEnvironment: ArgumentHelp {
        .text("Read the password from this environment variable.", zhHans: "从该环境变量读取密码。", valueName: "name")
    }

    fileprivate static var passwordCommand: ArgumentHelp {
        .text(
            "Read the password from the first line this shell command prints.",
            zhHans: "运行该命令，从其输出的第一行读取密码。", valueName: "command")
    }
}
