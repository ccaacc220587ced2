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
                .init(profile.domainSummary), .init(profile.notes?.checked ?? "–", .dim),
            ])
        }
        return table
    }
}

extension AutoconfigDocument {
    /// The first domains, and how many more there are.
    fileprivate var domainSummary: String {
        let names = domains + (notes?.mailExchangers.map { "MX \($0)" } ?? [])
        return names.prefix(3).joined(separator: " ") + (names.count > 3 ? " +\(names.count - 3)" : "")
    }

    fileprivate var summary: JSONValue {
        .object([
            "id": .string(identifier),
            "name": .string(displayName ?? ""),
            "domains": .strings(domains),
            "mailExchangers": .strings(notes?.mailExchangers.map(\.description) ?? []),
            "secret": notes?.secret.map { .string($0.kind.rawValue) },
            "checked": notes?.checked.map(JSONValue.string),
            "source": notes?.source.map(JSONValue.string),
        ])
    }
}
