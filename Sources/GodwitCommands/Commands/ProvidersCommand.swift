internal import ArgumentParser

/// `godwit providers`
struct ProvidersCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "providers",
            abstract: help("The providers that Godwit knows by itself.", zhHans: "Godwit 内置的邮件服务商资料。"),
            subcommands: [ProvidersListCommand.self, ProvidersShowCommand.self, ProvidersLintCommand.self],
            defaultSubcommand: ProvidersListCommand.self)
    }
}
