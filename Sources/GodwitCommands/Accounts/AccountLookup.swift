internal import AccountDiscovery
internal import MailCore

/// From what a user typed to the server to use: a URL says it; for an address it was saved, or else it is resolved.
/// Settings that nobody vouches for are used only after a yes, because a secret follows them.
struct AccountLookup {
    let network: NetworkOptions
    let consent: ConsentOptions
    let sources: SourceOptions
    let language: Language

    /// - Parameter protocols: those that will do, the best one first. The account's ``ResolvedAccount/settings`` are of the
    ///   best one that it has.
    /// - Throws: ``AccountReferenceError``, or ``CommandFailure``: nothing found, another protocol, no encryption,
    ///   or no consent.
    func account(_ text: String, for protocols: [MailProtocol] = [.imap]) async throws -> ResolvedAccount {
        switch try AccountReference(parsing: text) {
        case .server(let settings):
            return try account(at: settings, named: text, for: protocols)
        case .address(let address):
            if let account = try savedAccount(of: address, for: protocols) { return account }
            return try await account(of: address, for: protocols)
        }
    }

    /// As `godwit setup` left it: whoever set it up has agreed to the servers.
    private func savedAccount(
        of address: EmailAddress, for protocols: [MailProtocol]
    ) throws(CommandFailure) -> ResolvedAccount? {
        guard let saved = try SavedAccounts.read(address),
            let settings = try usable(protocols.compactMap(saved.server)).first
        else { return nil }
        let (name, host) = (address.display, HostName.display(settings.host))
        let note = LocalizedText(
            "Using the settings saved for \(name) (\(host)); `godwit setup --forget \(name)` removes them.",
            zhHans: "使用为 \(name) 保存的设置（\(host)）；可用 `godwit setup --forget \(name)` 删除。"
        ).text(in: language)
        let console = Console.current
        console.writeError(TextWrapping.hanging(note, width: console.errorTerminal.width, indent: 0) + "\n")
        return ResolvedAccount(
            name: name, address: address, settings: settings,
            otherServers: saved.servers.filter { $0.protocol != settings.protocol },
            isTyped: saved.isTyped, provider: saved.provider)
    }

    /// What needs a permission that was not given is left out while there is another way.
    private func usable(_ servers: [ServerSettings]) throws(CommandFailure) -> [ServerSettings] {
        let usable = servers.filter { $0.security != .plaintext || network.allowPlaintext }
        if usable.isEmpty, let first = servers.first { try requireEncryption(of: first) }
        return usable
    }

    func requireEncryption(of settings: ServerSettings) throws(CommandFailure) {
        guard settings.security == .plaintext, !network.allowPlaintext else { return }
        throw CommandFailure(.plaintextNotAllowed(settings))
    }

    private func account(
        at settings: ServerSettings, named text: String, for protocols: [MailProtocol]
    ) throws(CommandFailure) -> ResolvedAccount {
        guard protocols.contains(settings.protocol) else {
            throw CommandFailure(.usage, [.otherProtocol(settings.protocol, wanted: protocols.first ?? .imap)])
        }
        guard settings.security != .plaintext || network.allowPlaintext else {
            throw CommandFailure(.usage, [.plaintextNotAllowed(settings)])
        }
        return ResolvedAccount(
            name: DisplayText.clean(text), address: try? EmailAddress(parsing: settings.username), settings: settings, isTyped: true,
            provider: ProviderCatalog.profile(forServer: settings))
    }

    private func account(of address: EmailAddress, for protocols: [MailProtocol]) async throws -> ResolvedAccount {
        let report = try await network.accountResolver(sources.forUse).resolve(address)
        let candidates = report.usableCandidates
        let best = protocols.lazy.compactMap { wanted in
            candidates.first { $0.preferredServer(for: wanted) != nil }
        }
        guard let candidate = best.first else {
            throw CommandFailure(.noSettings(in: report, isOffline: false))
        }
        let servers = try usable(protocols.compactMap(candidate.preferredServer))
        guard let settings = servers.first else { throw CommandFailure(.noSettings(in: report, isOffline: false)) }
        try requireConsent(to: candidate, servers: servers, of: address)
        let others = try usable(MailProtocol.allCases.compactMap(candidate.preferredServer))
        return ResolvedAccount(
            name: address.display, address: address, settings: settings,
            otherServers: others.filter { $0.protocol != settings.protocol },
            isTyped: candidate.isBridge(of: report.provider),
            provider: report.provider)
    }

    /// Nothing to do for settings that somebody vouches for.
    ///
    /// - Parameter servers: those that a secret would be sent to; one at least.
    func requireConsent(
        to candidate: Candidate, servers: [ServerSettings], of address: EmailAddress
    ) throws(CommandFailure) {
        guard !candidate.isUsableWithoutAsking, !consent.assumesYes, !isConfirmed(candidate, servers),
            let first = servers.first
        else { return }
        throw CommandFailure(.unverified(first, trust: candidate.trust, for: address))
    }

    private func isConfirmed(_ candidate: Candidate, _ servers: [ServerSettings]) -> Bool {
        let console = Console.current
        let places = servers.map { server in
            let owner = HostName.display(RegistrableDomain.of(host: server.host))
            return LocalizedText(
                "\(HostName.display(server.host)):\(server.port) (\(owner))",
                zhHans: "\(HostName.display(server.host)):\(server.port)（\(owner)）")
        }
        let english = places.map(\.english).joined(separator: ", ")
        let chinese = places.map(\.simplifiedChinese).joined(separator: "、")
        let reasons = candidate.trust.doubts.map { "  " + $0.text.text(in: language) + "\n" }.joined()
        let question = LocalizedText(
            "\(reasons)Send the password to \(english)? [y/N] ", zhHans: "\(reasons)要把密码发送到 \(chinese)吗？[y/N] ")
        let answer = console.ask(question.text(in: language))?.trimmingBlanks().lowercased()
        return ["y", "yes", "是"].contains(answer)
    }
}
