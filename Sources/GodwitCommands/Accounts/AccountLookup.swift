internal import AccountDiscovery
internal import MailCore

/// From what a user typed to the server to use: a URL says it, an address is resolved. Settings that nobody vouches
/// for are used only after a yes, because a secret follows them.
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
            return try await account(of: address, protocol: `protocol`)
        }
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
        guard settings.security != .plaintext || network.allowPlaintext else {
            throw CommandFailure(.plaintextNotAllowed(settings))
        }
        guard candidate.trust == .trusted || consent.assumesYes || isConfirmed(candidate, settings) else {
            throw CommandFailure(.unverified(settings, trust: candidate.trust, for: address))
        }
        let others = MailProtocol.allCases.filter { $0 != `protocol` }
        return ResolvedAccount(
            name: address.display, settings: settings,
            otherServers: others.compactMap(candidate.preferredServer),
            isTyped: candidate.isBridge(of: report.provider),
            provider: report.provider)
    }

    private func isConfirmed(_ candidate: Candidate, _ settings: ServerSettings) -> Bool {
        let console = Console.current
        let server = "\(HostName.display(settings.host)):\(settings.port)"
        let reasons = candidate.trust.doubts.map { "  " + $0.text.text(in: language) + "\n" }.joined()
        let question = LocalizedText(
            "\(reasons)Send the password to \(server) (\(RegistrableDomain.of(host: settings.host)))? [y/N] ",
            zhHans: "\(reasons)要把密码发送到 \(server)（\(RegistrableDomain.of(host: settings.host))）吗？[y/N] ")
        let answer = console.ask(question.text(in: language))?.trimmingBlanks().lowercased()
        return ["y", "yes", "是"].contains(answer)
    }
}
