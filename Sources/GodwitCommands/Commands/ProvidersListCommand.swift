internal import AccountDiscovery
internal import ArgumentParser
internal import MailCore

/// `godwit providers list`
struct ProvidersListCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: help("List the bundled profiles.", zhHans: "列出内置资料。"))
    }

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = Console.current
        switch output.format {
        case .json: console.write(JSONValue.array(ProviderCatalog.profiles.map(\.summary)).text)
        case .text: console.write(table.text(on: console.outputTerminal))
        }
    }

    private var table: TextTable {
        var table = TextTable()
        for profile in ProviderCatalog.profiles {
            table.add([
                .init(profile.identifier, .bold), .init(profile.displayName ?? ""),
                .init(
                    (profile.domains + (profile.notes?.mailExchangers.map { "MX \($0)" } ?? [])).joined(separator: " ")),
            ])
        }
        return table
    }
}

extension AutoconfigDocument {
    fileprivate var summary: JSONValue {
        .object([
            "id": .string(identifier),
            "name": .string(displayName ?? ""),
            "domains": .strings(domains),
            "mailExchangers": .strings(notes?.mailExchangers ?? []),
            "checked": notes.map { .string($0.checked) },
            "source": notes.map { .string($0.source) },
        ])
    }
}
