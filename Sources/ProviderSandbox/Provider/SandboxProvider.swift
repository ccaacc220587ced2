public import MailCore

/// A provider that runs on this machine: mail, servers, and how it is found. Everything listens on 127.0.0.1 alone, on ports
/// that the system chooses, and is gone when the closure returns.
///
/// ```swift
/// import ProviderSandbox
///
/// try await SandboxProvider.withProvider(.netEase) { alice in
///     try alice.fill(with: SampleMail(count: 100))
///     // Your own program, pointed at the sandbox:
///     try await myClient.connect(
///         host: "127.0.0.1", port: alice.provider.port(.imap), trusting: alice.provider.certificateAuthorityFile,
///         user: alice.address, password: alice.secret)
/// }
/// ```
///
/// ``SandboxNetwork`` runs several of them, under one name server.
public struct SandboxProvider: Sendable {
    /// How it behaves.
    public let personality: SandboxPersonality
    /// Who has an account.
    public let users: [String]
    /// The mail of all accounts, which are named by their addresses.
    public let store: SandboxStore
    /// What goes wrong at its servers, and how far their conversations have come.
    let faults: [MailProtocol: SandboxFaultPlan]
    /// Gives out access tokens; nil where passwords are all that counts.
    public let authorization: SandboxAuthorization?
    /// Where its servers listen on 127.0.0.1.
    public let ports: [SandboxEndpoint: UInt16]
    /// PEM file of the authority that signed its certificates, which are for the names of its servers, `localhost` and
    /// 127.0.0.1.
    public let certificateAuthorityFile: String

    /// Runs one provider.
    ///
    /// - Parameters:
    ///   - folder: keeps the mail, one folder an account; what is there already is used. Nil is memory.
    ///   - body: gets the account of its only user, alice.
    /// - Throws: what the closure throws, ``SandboxFolderProblem``, and ``SandboxCertificateError`` or NIO's errors when a
    ///   server cannot be begun.
    public static func withProvider<Value: Sendable>(
        _ personality: SandboxPersonality, faults: [MailProtocol: [SandboxFault]] = [:],
        keptIn folder: String? = nil, _ body: (SandboxUser) async throws -> Value
    ) async throws -> Value {
        let site = SandboxSite(personality, faults: faults)
        return try await SandboxNetwork.withNetwork([site], keptIn: folder) {
            try await body($0.providers[0].user("alice"))
        }
    }

    /// Where one of its servers listens: with TLS from the first byte, or as there is. Nil when the provider does not speak
    /// the protocol.
    public func port(_ protocol: MailProtocol) -> UInt16? {
        let offered = personality.endpoints.filter { $0.protocol == `protocol` }
        return (offered.first { $0.security == .tls } ?? offered.first).flatMap { ports[$0] }
    }

    /// What goes wrong at one of its servers, and how far its conversations have come.
    public func faults(_ protocol: MailProtocol) -> SandboxFaultPlan { faults[`protocol`] ?? SandboxFaultPlan() }

    /// Nothing goes wrong any more.
    public func repair() { faults.values.forEach { $0.repair() } }

    /// One who has an account.
    public func user(_ name: String) -> SandboxUser {
        let address = "\(name)@\(personality.domain)"
        return SandboxUser(provider: self, address: address, account: store.account(address) ?? store.add(address))
    }
}

/// Somebody who has an account at a provider.
public struct SandboxUser: Sendable {
    /// Whose servers it is at.
    public let provider: SandboxProvider
    /// The mail address.
    public let address: String
    /// The mail.
    public let account: SandboxAccount

    /// What logs in: the password, app password, authorization code or access token.
    public var secret: String { provider.personality.secret.value }

    /// Who logs in at a server.
    public func name(at endpoint: SandboxEndpoint) -> String { endpoint.userName.name(for: address) }
}
