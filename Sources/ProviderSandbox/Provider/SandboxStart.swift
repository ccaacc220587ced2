internal import MailCore
internal import NIOCore

/// Begins the servers of a network.
struct SandboxStart {
    let listener: SandboxListener
    let authority: SandboxCertificateAuthority
    let roundTrip: Duration
    let published: SandboxPublishedPorts
    /// Nil is memory.
    let mailFolder: String?

    func network(_ sites: [SandboxSite]) async throws -> SandboxNetwork {
        var providers: [SandboxProvider] = []
        for site in sites { providers.append(try await provider(site)) }
        let directory = SandboxDirectory(providers, published: published)
        let hosts = sites.reduce(into: Set()) { $0.formUnion($1.hosts) }
        let web = try await SandboxHTTPServer.listen(
            on: listener, certificate: authority.issue(names: Self.names(hosts)), answer: directory.answer)
        let zone = directory.zone
        let names = try await SandboxDNSServer.listen(on: listener) {
            SandboxDNSAnswer(from: zone, name: $0, type: $1)
        }
        return SandboxNetwork(
            providers: providers, nameServerPort: names, webServerPort: web, hosts: hosts,
            certificateAuthorityFile: authority.certificateFile)
    }

    private static func names(_ hosts: Set<String>) -> [String] { hosts.sorted() + ["localhost", "127.0.0.1"] }

    private func provider(_ site: SandboxSite) async throws -> SandboxProvider {
        let personality = site.personality
        let store = SandboxStore()
        for address in site.addresses {
            try personality.open(address, in: store, folder: mailFolder.map { "\($0)/\(address)" })
        }
        let authorization =
            personality.takesTokens
            ? SandboxAuthorization(domain: personality.domain, addresses: site.addresses) : nil
        let servers = SandboxServers(site, store: store, authorization: authorization)
        let certificate = try authority.issue(names: Self.names(site.hosts), commonName: personality.name)
        var ports: [SandboxEndpoint: UInt16] = [:]
        for endpoint in personality.endpoints {
            ports[endpoint] = try await listener.listen { [roundTrip] channel in
                if roundTrip > .zero {
                    try channel.pipeline.syncOperations.addHandler(SandboxLatencyHandler(roundTrip: roundTrip))
                }
                try servers.addHandlers(of: endpoint, to: channel, certificate: certificate)
            }
        }
        return SandboxProvider(
            personality: personality, users: site.users, store: store, faults: servers.faults,
            authorization: authorization, ports: ports, certificateAuthorityFile: authority.certificateFile)
    }
}

/// The mail servers of one provider.
struct SandboxServers: Sendable {
    private let imap: IMAPServer
    private let pop3: POP3Server
    private let smtp: SMTPServer

    init(_ site: SandboxSite, store: SandboxStore, authorization: SandboxAuthorization?) {
        let personality = site.personality
        let gate = { @Sendable (kind: MailProtocol) in
            SandboxGate(personality, kind, addresses: site.addresses, authorization: authorization)
        }
        let plan = { @Sendable (kind: MailProtocol) in SandboxFaultPlan(site.faults[kind] ?? []) }
        imap = IMAPServer(
            personality.imap, store: store, authenticator: gate(.imap), faults: plan(.imap))
        pop3 = POP3Server(personality.pop3, store: store, authenticator: gate(.pop3), faults: plan(.pop3))
        smtp = SMTPServer(personality.smtp, store: store, authenticator: gate(.smtp), faults: plan(.smtp))
    }

    var faults: [MailProtocol: SandboxFaultPlan] { [.imap: imap.faults, .pop3: pop3.faults, .smtp: smtp.faults] }

    func addHandlers(
        of endpoint: SandboxEndpoint, to channel: any Channel, certificate: SandboxCertificateFiles
    ) throws {
        let isSecure = endpoint.security == .tls
        let tls: @Sendable () throws -> any ChannelHandler = { try SandboxTLSHandler(certificate) }
        if isSecure { try channel.pipeline.syncOperations.addHandler(tls()) }
        let later = endpoint.security == .starttls ? tls : nil
        switch endpoint.protocol {
        case .imap:
            try channel.pipeline.syncOperations.addHandler(imap.makeHandler(isSecure: isSecure, startTLS: later))
        case .pop3: try pop3.addHandler(to: channel, isSecure: isSecure, startTLS: later)
        case .smtp: try smtp.addHandler(to: channel, isSecure: isSecure, startTLS: later)
        }
    }
}

extension SandboxPersonality {
    /// Makes an account as the provider gives it to a new user, or opens the one that is there.
    func open(_ address: String, in store: SandboxStore, folder: String?) throws {
        let account =
            if let folder {
                try store.open(address, quota: quota, usesLabels: usesLabels, in: folder)
            } else {
                store.add(address, quota: quota, usesLabels: usesLabels)
            }
        guard account.mailboxNames == [.inbox] else { return }
        for mailbox in mailboxes {
            let name = SandboxMailboxName(mailbox.name)
            try account.create(name, specialUse: mailbox.use)
            account.subscribe(name)
        }
    }
}
