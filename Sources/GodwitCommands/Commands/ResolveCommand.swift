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

    @Flag(
        name: .customLong("no-probe"),
        help: .text("Do not look at the servers that were found.", zhHans: "不实际查看找到的服务器。"))
    var skipsProbe = false

    @OptionGroup(title: "Discovery") var sources: SourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard offline, autoconfigURL != nil else { return }
        throw ValidationError(
            help("--offline and --autoconfig-url exclude each other.", zhHans: "--offline 与 --autoconfig-url 不能同时使用。"))
    }

    func run() async throws {
        let address = try EmailAddress(parsing: address)
        let resolver =
            offline
            ? .offline
            : try network.accountResolver(
                sources.forShow(looksAtServers: !skipsProbe, document: autoconfigURL))
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
        throw CommandFailure(.noSettings(in: report, isOffline: offline))
    }
}
