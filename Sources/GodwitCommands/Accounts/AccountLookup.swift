internal import AccountDiscovery
internal import MailCore

/// From what a user typed to the server to use: a URL says it; for an address it was saved, or else it is resolved.
/// Settings that nobody vouches for are used only after a yes, because a secret follows them.
struct AccountLookup {
    let network: NetworkOptions
    let consent: ConsentOptions
    let sources: SourceOptions
    let language: Language

    /// - Throws: ``AccountReferenceError``, or ``CommandFailure``: nothing found, another protocol, no encryption,
    ///   or no consent.
    func account(_ text: String, protocol: MailProtocol = .imap) async throws -> ResolvedAccount {
        switch try AccountReference(parsing: text) {
        case .server(let settings):
            return try account(at: settings, named: text, protocol: `protocol`)
        case .address(let address):
            if let account = try savedAccount(of: address, protocol: `protocol`) { return account }
            return try await account(of: address, protocol: `protocol`)
        }
    }

    /// As `godwit setup` left it: whoever set it up has agreed to the servers.
    private func savedAccount(
        of address: EmailAddress, protocol: MailProtocol
    ) throws(CommandFailure) -> ResolvedAccount? {
        guard let saved = try SavedAccounts.read(address), let settings = saved.server(for: `protocol`) else {
            return nil
        }
        try requireEncryption(of: settings)
        let (name, host) = (address.display, HostName.display(settings.host))
        let note = LocalizedText(
            "Using the settings saved for \(name) (\(host)); `godwit setup --forget \(name)` removes them.",
            zhHans: "使用为 \(name) 保存的设置（\(host)）；可用 `godwit setup --forget \(name)` 删除。"
        ).text(in: language)
        let console = Console.current
        console.writeError(TextWrapping.hanging(note, width: console.errorTerminal.width, indent: 0) + "\n")
        return ResolvedAccount(
            name: name, settings: settings, otherServers: saved.servers.filter { $0.protocol != `protocol` },
            isTyped: saved.isTyped, provider: saved.provider)
    }

    func requireEncryption(of settings: ServerSettings) throws(CommandFailure) {
        guard settings.security == .plaintext, !network.allowPlaintext else { return }
        throw CommandFailure(.plaintextNotAllowed(settings))
    }

    private func account(
        at settings: ServerSettings, named text: String, protocol: MailProtocol
    ) throws(CommandFailure) -> ResolvedAccount {
        guard settings.protocol == `protocol` else {
            throw CommandFailure(.usage, [.otherProtocol(settings.protocol, wanted: `protocol`)])
        }
        guard settings.security != .plaintext || network.allowPlaintext else {
            throw CommandFailure(.usage, [.plaintextNotAllowed(settings)])
        }
        return ResolvedAccount(
            name: DisplayText.clean(text), settings: settings, isTyped: true,
            provider: ProviderCatalog.profile(forServer: settings))
    }

    private func account(of address: EmailAddress, protocol: MailProtocol) async throws -> ResolvedAccount {
        let report = try await network.accountResolver(sources.forUse).resolve(address)
        let usable = report.usableCandidates.lazy.compactMap { candidate in
            candidate.preferredServer(for: `protocol`).map { (candidate, $0) }
        }
        guard let (candidate, settings) = usable.first else {
            throw CommandFailure(.noSettings(in: report, isOffline: false))
        }
        try requireEncryption(of: settings)
        try requireConsent(to: candidate, servers: [settings], of: address)
        let others = MailProtocol.allCases.filter { $0 != `protocol` }
        return ResolvedAccount(
            name: address.display, settings: settings,
            otherServers: others.compactMap(candidate.preferredServer),
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
