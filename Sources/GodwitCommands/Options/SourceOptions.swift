internal import AccountDiscovery
internal import ArgumentParser

/// Whom to ask for the settings of an address, for every command that looks them up.
struct SourceOptions: ParsableArguments {
    @Flag(
        name: .customLong("no-ispdb"),
        help: .text(
            "Do not ask Mozilla's database, which is told the domain.", zhHans: "不查询 Mozilla 的数据库（查询时会告知域名）。"))
    var skipsISPDB = false

    @Flag(
        name: .customLong("no-guess"),
        help: .text(
            "Do not try usual server names when nobody knows the settings.", zhHans: "没有来源知道设置时，也不尝试常见的服务器名。"))
    var skipsGuesses = false

    /// To show everything: the others are waited for a little when the settings are known for certain.
    func forShow(looksAtServers: Bool, document: String?) -> DiscoveryOptions {
        var options = DiscoveryOptions()
        options.sources = sources
        options.patience = .seconds(2)
        options.looksAtServers = looksAtServers
        options.document = document
        return options
    }

    /// To use the best settings at once: nobody is asked about a provider we know.
    var forUse: DiscoveryOptions {
        var options = DiscoveryOptions()
        options.sources = sources
        options.patience = .zero
        options.looksAtServers = false
        return options
    }

    private var sources: Set<SourceName> {
        var sources = Set(SourceName.allCases)
        if skipsISPDB { sources.subtract([.ispdb, .mailExchangerISPDB]) }
        if skipsGuesses { sources.remove(.guess) }
        return sources
    }
}
