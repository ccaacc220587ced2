internal import MailCore

/// The values in an `emailProvider`, and whether they agree with our notes on it.
struct ProviderLint {
    let provider: XMLElement
    let profile: XMLElement?

    func check(problems: inout LintProblems) {
        if let id = provider.attributes["id"], !HostName.isValid(id) || id != id.lowercased() {
            problems.note(provider, .badIdentifier)
        }
        for domain in provider.all("domain") where !domain.isDomain { problems.note(domain, .badDomain) }
        if provider.child("domain") == nil && profile?.first("mx") == nil { problems.note(provider, .noDomain) }
        checkPages(problems: &problems)
        for server in servers { ServerLint(server: server).check(problems: &problems) }
        for (index, server) in servers.enumerated() where servers[..<index].contains(where: server.isEqual) {
            problems.note(server, .repeatedServer)
        }
        checkKindOfSecret(problems: &problems)
    }

    private var servers: [XMLElement] {
        provider.children.filter { ["incomingServer", "outgoingServer"].contains($0.name) }
    }

    private func checkPages(problems: inout LintProblems) {
        let pages =
            provider.all("documentation").map { ($0, $0.attributes["url"]) }
            + provider.all("enable").map { ($0, $0.attributes["visiturl"]) }
        for case (let element, let url?) in pages where !LintValue.isPage(url) { problems.note(element, .badURL) }
        for element in pages.flatMap(\.0.children) {
            if let tag = element.attributes["lang"], !LintValue.isLanguage(tag) { problems.note(element, .badLanguage) }
        }
    }

    /// Somebody who has no secret needs no server; a sign-in in the browser needs OAuth; a bridge is on this computer.
    private func checkKindOfSecret(problems: inout LintProblems) {
        let secret = profile?.first("secret")
        let kind = secret?.attributes["kind"].flatMap(SecretPolicy.Kind.init(rawValue:))
        if kind == .nonePossible {
            if let server = servers.first { problems.note(server, .serversInVain) }
            return
        }
        for name in ["incomingServer", "outgoingServer"] where provider.child(name) == nil {
            problems.note(provider, .missingElement(name, in: provider.name))
        }
        guard let secret, let kind, !servers.isEmpty else { return }
        let usesOnlyOAuth = servers.allSatisfy { server in
            server.all("authentication").allSatisfy { $0.text.trimmingBlanks() == AuthenticationMethod.oauth2.rawValue }
        }
        if (kind == .oauth2) != usesOnlyOAuth { problems.note(secret, .secretContradictsServers) }
        let isLocal = servers.allSatisfy { ["127.0.0.1", "localhost"].contains($0.first("hostname")?.text) }
        if (kind == .bridge) != isLocal { problems.note(secret, .bridgeElsewhere) }
    }
}

extension XMLElement {
    /// In lower case, without placeholders, and not a single label.
    fileprivate var isDomain: Bool {
        let domain = text.trimmingBlanks()
        return HostName.isValid(domain) && domain.contains(".") && domain == domain.lowercased()
    }

    /// Whether both say the same, wherever they stand.
    fileprivate func isEqual(_ other: XMLElement) -> Bool {
        name == other.name && attributes == other.attributes
            && children.map { "\($0.name) \($0.text)" } == other.children.map { "\($0.name) \($0.text)" }
    }
}
