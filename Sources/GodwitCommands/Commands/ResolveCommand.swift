internal import AccountDiscovery
internal import ArgumentParser
internal import MailCore

/// `godwit resolve ADDRESS`
struct ResolveCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "resolve",
            abstract: help("Find the mail settings of an address.", zhHans: "查找邮箱地址的收发信设置。"))
    }

    @Argument(help: .text("A mail address, such as alice@163.com.", zhHans: "邮箱地址，例如 alice@163.com。"))
    var address: String

    @Flag(help: .text("Bundled profiles only: send no packet.", zhHans: "只查内置资料，不发送任何网络数据。"))
    var offline = false

    @Option(
        name: .customLong("autoconfig-url"),
        help: .text("Ask just this autoconfig document.", zhHans: "只查这一份 autoconfig 文档。", valueName: "url"))
    var autoconfigURL: String?

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard offline, autoconfigURL != nil else { return }
        throw ValidationError(
            help("--offline and --autoconfig-url exclude each other.", zhHans: "--offline 与 --autoconfig-url 不能同时使用。"))
    }

    func run() async throws {
        let address = try EmailAddress(parsing: address)
        let resolver = offline ? .offline : try network.accountResolver(documentAt: autoconfigURL)
        let report = await resolver.resolve(address)
        let console = Console.current
        switch output.format {
        case .json:
            console.write(report.json(in: output.language).text)
        case .text:
            let rendering = DiscoveryRendering(
                language: output.language, terminal: console.outputTerminal, isVerbose: output.verbose)
            console.write(rendering.text(of: report))
        }
        guard report.chosen == nil else { return }
        throw CommandFailure(.noSettings(for: address, provider: report.provider, isOffline: offline))
    }
}

extension Diagnostic {
    /// Nobody knows the settings of the address, or it is known that there are none.
    static func noSettings(
        for address: EmailAddress, provider: AutoconfigDocument?, isOffline: Bool
    ) -> Diagnostic {
        let address = address.display
        if let notes = provider?.notes, notes.isImpossible, let reason = notes.secret?.instruction.text {
            return Diagnostic(
                .noSettingsFound,
                message: LocalizedText(
                    "No mail program can be used with \(address).", zhHans: "\(address) 无法用任何邮件程序收发邮件。"),
                remedy: reason)
        }
        return Diagnostic(
            .noSettingsFound,
            message: LocalizedText(
                "No mail settings were found for \(address).", zhHans: "没有找到 \(address) 的邮件设置。"),
            remedy: isOffline
                ? LocalizedText(
                    "Repeat without --offline to ask the provider.", zhHans: "去掉 --offline 重试，以便向服务商查询。")
                : LocalizedText(
                    "Check the spelling of the domain, or ask the provider for the name of its IMAP server and use a URL such as imaps://user%40example.org@imap.example.org.",
                    zhHans: "请检查域名拼写，或向服务商询问 IMAP 服务器名称，然后使用网址，例如 imaps://user%40example.org@imap.example.org。"))
    }
}
