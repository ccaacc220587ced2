internal import MailCore

/// Usual names of mail servers below the domain, each looked at without a login. Only servers whose certificate is right
/// for the name count, and none without TLS.
struct GuessSource: DiscoverySource {
    let name = SourceName.guess
    let stage = DiscoveryStage.lastResort
    let probe: ServerProbe
    let guesses: [Guess]

    func target(for address: EmailAddress) -> String {
        let hosts = guesses.map { $0.host(in: address.domain) }
        return hosts.enumerated().filter { !hosts.prefix($0.offset).contains($0.element) }.map(\.element)
            .joined(separator: ", ")
    }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let servers = guesses.map { $0.settings(for: inquiry.address) }
        let sightings = await withTaskGroup(of: ServerSighting.self) { group in
            for server in servers { group.addTask { await probe.look(at: server) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return Self.answer(servers: servers, sightings: sightings)
    }

    static func answer(servers: [ServerSettings], sightings: [ServerSighting]) -> SourceAnswer {
        let seen = sightings.filter { $0.outcome == .ready }
        let evidence = Evidence(probes: seen)
        let found = servers.filter { server in seen.contains { $0.isOf(server) } }
        guard !found.isEmpty else {
            let isTemporary = sightings.contains(where: \.isTemporary)
            return isTemporary
                ? .failed(nobodyThere, isTemporary: true, evidence) : .absent(nobodyThere, evidence)
        }
        let candidate = Candidate(
            source: .guess, trust: .unverified([.guessed]), incoming: found.filter { $0.protocol != .smtp },
            outgoing: found.filter { $0.protocol == .smtp })
        return .found(candidate, evidence)
    }

    private static let nobodyThere = LocalizedText(
        "No mail server answers at the usual names.", zhHans: "常见名称下没有邮件服务器应答。")
}

/// One way that many domains have.
struct Guess: Hashable, Sendable {
    /// In front of the domain; empty for the domain itself.
    let label: String
    let `protocol`: MailProtocol
    let security: ConnectionSecurity
    var port: UInt16

    init(_ label: String, _ protocol: MailProtocol, _ security: ConnectionSecurity, port: UInt16? = nil) {
        self.label = label
        self.protocol = `protocol`
        self.security = security
        self.port = port ?? ServerSettings.defaultPort(for: `protocol`, security: security)
    }

    /// The best first: TLS from the first byte, then STARTTLS, and never less.
    static let usual: [Guess] = [ConnectionSecurity.tls, .starttls].flatMap { security in
        ["imap", "mail", ""].map { Guess($0, .imap, security) } + ["pop", "mail"].map { Guess($0, .pop3, security) }
            + ["smtp", "mail", ""].map { Guess($0, .smtp, security) }
    }

    func host(in domain: String) -> String { label.isEmpty ? domain : "\(label).\(domain)" }

    func settings(for address: EmailAddress) -> ServerSettings {
        ServerSettings(
            protocol: `protocol`, host: host(in: address.domain), port: port, security: security,
            username: address.description)
    }
}
