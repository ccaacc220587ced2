package import ArgumentParser
internal import MailCore

/// The root of the command line. A new command is one more line in `subcommands`.
package struct Godwit: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "godwit",
            abstract: help(
                "Takes a mail address and ends with a mailbox that works at its new home.",
                zhHans: "从一个邮箱地址开始，直到邮件在新家可用。"),
            version: "0.1.0",
            subcommands: [
                ResolveCommand.self, LoginCommand.self, LogoutCommand.self, VerifyCommand.self, SetupCommand.self,
                PlanCommand.self, MigrateCommand.self, StatusCommand.self, ReportCommand.self, ProvidersCommand.self,
                DemoCommand.self,
            ])
    }

    package init() {}
}
