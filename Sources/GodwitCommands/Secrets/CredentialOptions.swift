internal import ArgumentParser

/// One of the two accounts of a migration, in the names of options.
protocol SideNaming: SecretNaming {
    static var side: String { get }
}

extension SideNaming {
    static var prefix: String { side + "-password" }
}

/// The account mail is taken from.
enum OldAccount: SideNaming {
    static var side: String { "from" }
}

/// The account mail is brought to.
enum NewAccount: SideNaming {
    static var side: String { "to" }
}

/// `--from-password-…`, `--from-access-token-command`, and the same for the other side.
struct CredentialOptions<Name: SideNaming>: ParsableArguments {
    @OptionGroup var password: SecretOptions<Name>

    @Option(
        name: .customLong(Name.side + "-access-token-command"),
        help: .text(
            "Log in with an OAuth access token: the first line this shell command prints; run again when the token ends.",
            zhHans: "用 OAuth 访问令牌登录：运行该命令，取其输出的第一行；令牌失效后会再次运行。", valueName: "command"))
    var accessTokenCommand: String?

    func validate() throws { _ = try source() }

    func source() throws -> CredentialSource {
        let source = try password.source()
        guard let accessTokenCommand else { return .password(source) }
        guard source == .prompt else {
            throw ValidationError(
                GodwitCommands.help(
                    "--\(Name.side)-access-token-command and the password options exclude each other.",
                    zhHans: "--\(Name.side)-access-token-command 与密码选项不能同时使用。"))
        }
        return .accessTokens(command: accessTokenCommand)
    }
}
