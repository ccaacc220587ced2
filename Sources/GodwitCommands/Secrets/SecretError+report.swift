internal import Glibc
package import MailCore

extension SecretError: Reportable {
    package var outcome: Outcome { self == .interrupted ? .interrupted : .usage }

    package var diagnostics: [Diagnostic] {
        guard self != .interrupted else { return [] }
        return [Diagnostic(.secretUnavailable, message: message, evidence: evidence, remedy: remedy)]
    }

    private var message: LocalizedText {
        switch self {
        case .unreadableFile(let path, _):
            let path = DisplayText.clean(path)
            return LocalizedText("The password file \(path) cannot be read.", zhHans: "无法读取密码文件 \(path)。")
        case .missingVariable(let name):
            let name = DisplayText.clean(name)
            return LocalizedText("The environment variable \(name) is not set.", zhHans: "环境变量 \(name) 没有设置。")
        case .commandFailed:
            return LocalizedText("The password command failed.", zhHans: "获取密码的命令执行失败。")
        case .empty, .interrupted:
            return LocalizedText("The password is empty.", zhHans: "密码为空。")
        case .tooLong:
            return LocalizedText(
                "The first line is too long for a password.", zhHans: "第一行过长，不可能是密码。")
        case .noTerminal:
            return LocalizedText(
                "A password is needed, and there is no terminal to ask for it.", zhHans: "需要密码，但没有可供输入的终端。")
        }
    }

    /// What is known beside that; no secret.
    var evidence: String? {
        switch self {
        case .unreadableFile(_, let code): unsafe String(cString: strerror(code))
        case .commandFailed(let status): "exit status \(status)"
        case .missingVariable, .empty, .tooLong, .noTerminal, .interrupted: nil
        }
    }

    private var remedy: LocalizedText {
        LocalizedText(
            "Give the password with --password-file, --password-env or --password-command (--from-… and --to-… for "
                + "a migration), or run the command in a terminal.",
            zhHans: "请用 --password-file、--password-env 或 --password-command 提供密码（迁移时为 --from-… 和 --to-…），或在终端中运行。")
    }
}
