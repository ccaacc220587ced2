internal import AccountDiscovery
internal import MailCore

/// The servers of an account that is being set up, and how sure they are.
struct FoundAccount: Sendable {
    let address: EmailAddress
    /// To read mail from.
    let settings: ServerSettings
    /// One for each other protocol.
    let otherServers: [ServerSettings]
    /// Who named them; nil when the person did.
    let candidate: Candidate?
    let provider: AutoconfigDocument?

    var servers: [ServerSettings] { [settings] + otherServers }

    /// The same for whoever uses an account.
    var resolved: ResolvedAccount {
        ResolvedAccount(
            name: address.display, address: address, settings: settings, otherServers: otherServers, isTyped: isTyped, provider: provider)
    }

    var saved: SavedAccount {
        SavedAccount(
            address: address, providerIdentifier: provider?.identifier, providerName: provider?.displayName,
            source: candidate?.source, isTyped: isTyped, servers: servers)
    }

    private var isTyped: Bool { candidate?.isBridge(of: provider) ?? true }
}

/// Finds the servers of an account, or takes those that the person names.
struct AccountSearch {
    let lookup: AccountLookup
    /// An autoconfig document to ask instead of everybody.
    let document: String?

    /// - Parameter urls: the person's own; empty to look for them.
    /// - Throws: ``AccountReferenceError``, or ``CommandFailure``: nothing found, no server to read mail from, or no
    ///   encryption.
    func account(_ address: EmailAddress, at urls: [String]) async throws -> FoundAccount {
        urls.isEmpty ? try await discovered(address) : try named(address, at: urls)
    }

    private func discovered(_ address: EmailAddress) async throws -> FoundAccount {
        var options = lookup.sources.forUse
        options.document = document
        let report = try await lookup.network.accountResolver(options).resolve(address)
        guard let candidate = report.chosenCandidate else {
            throw CommandFailure(.noSettings(in: report, isOffline: false))
        }
        let named = MailProtocol.allCases.compactMap(candidate.preferredServer)
        // What needs a permission that was not given is left out while there is another way to read mail.
        let servers = named.filter { $0.security != .plaintext || lookup.network.allowPlaintext }
        guard let settings = servers.first, settings.protocol != .smtp else {
            for server in named { try lookup.requireEncryption(of: server) }
            throw CommandFailure(.noSettings(in: report, isOffline: false))
        }
        return FoundAccount(
            address: address, settings: settings, otherServers: Array(servers.dropFirst()), candidate: candidate,
            provider: report.provider)
    }

    private func named(_ address: EmailAddress, at urls: [String]) throws -> FoundAccount {
        var servers: [ServerSettings] = []
        for url in urls {
            guard case .server(let settings) = try AccountReference(parsing: url) else {
                throw CommandFailure(.notAServer(url))
            }
            guard settings.security != .plaintext || lookup.network.allowPlaintext else {
                throw CommandFailure(.usage, [.plaintextNotAllowed(settings)])
            }
            servers.append(settings)
        }
        let ordered = MailProtocol.allCases.compactMap { kind in servers.first { $0.protocol == kind } }
        guard let settings = ordered.first, settings.protocol != .smtp, ordered.count == servers.count else {
            throw CommandFailure(.serversAmiss)
        }
        let provider =
            ProviderCatalog.profile(forDomain: address.domain)
            ?? ordered.lazy.compactMap(ProviderCatalog.profile(forServer:)).first
        return FoundAccount(
            address: address, settings: settings, otherServers: Array(ordered.dropFirst()), candidate: nil,
            provider: provider)
    }
}

extension Diagnostic {
    fileprivate static func notAServer(_ text: String) -> Diagnostic {
        let text = DisplayText.clean(text)
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText("\(text) names no server.", zhHans: "\(text) 没有指明服务器。"),
            remedy: LocalizedText(
                "After --server, write a URL such as imaps://alice%40example.org@imap.example.org.",
                zhHans: "--server 之后请写网址，例如 imaps://alice%40example.org@imap.example.org。"))
    }

    fileprivate static var serversAmiss: Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: LocalizedText(
                "--server has to name an IMAP or POP3 server, and each kind of server once.",
                zhHans: "--server 须指明一台 IMAP 或 POP3 服务器，且每种服务器只能有一台。"),
            remedy: LocalizedText(
                "For example: --server imaps://alice@mail.example.org --server smtps://alice@mail.example.org",
                zhHans: "例如：--server imaps://alice@mail.example.org --server smtps://alice@mail.example.org"))
    }
}
