internal import AccountDiscovery
internal import ArgumentParser
internal import MailCore

/// `godwit providers show ID`: the profile as it is in `providers/`, which is readable and complete.
struct ProvidersShowCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: help("Show one profile.", zhHans: "显示一份资料。"))
    }

    @Argument(help: .text("As in the list, such as gmail.", zhHans: "列表中的名称，例如 gmail。"))
    var id: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let text = ProviderCatalog.text(identifier: id) else {
            throw CommandFailure(
                .usage,
                [
                    Diagnostic(
                        .invalidArgument,
                        message: LocalizedText(
                            "There is no profile “\(DisplayText.clean(id))”.",
                            zhHans: "没有名为“\(DisplayText.clean(id))”的资料。"),
                        remedy: LocalizedText("See godwit providers list.", zhHans: "请查看 godwit providers list。"))
                ])
        }
        switch output.format {
        case .json: Console.current.write(JSONValue.object(["id": .string(id), "document": .string(text)]).text)
        case .text: Console.current.write(text)
        }
    }
}
