internal import AccountDiscovery
internal import MailCore
internal import MailTransport

/// An account that was set up: everything but the secret.
struct SavedAccount: Hashable, Sendable {
    var address: EmailAddress
    /// Of its profile.
    var providerIdentifier: String?
    var providerName: String?
    /// Who named the servers; nil when the person did.
    var source: SourceName?
    /// The person named the servers, or they are a bridge's: they may be at private addresses.
    var isTyped: Bool
    /// One a protocol.
    var servers: [ServerSettings]

    func server(for protocol: MailProtocol) -> ServerSettings? { servers.first { $0.protocol == `protocol` } }

    /// What is known of the provider.
    var provider: AutoconfigDocument? {
        providerIdentifier.flatMap(ProviderCatalog.profile(identifier:))
            ?? servers.lazy.compactMap(ProviderCatalog.profile(forServer:)).first
    }

    /// For other programs.
    var export: AccountExport {
        AccountExport(address: address, providerName: providerName, servers: servers)
    }
}

// MARK: As a file, and as an export

extension SavedAccount {
    private static let version = "1"

    var json: JSONValue {
        .object([
            "version": .string(Self.version),
            "address": .string(address.description),
            "provider": providerIdentifier.map { identifier in
                .object(["id": .string(identifier), "name": providerName.map(JSONValue.string)])
            },
            "source": source.map { .string($0.rawValue) },
            "typed": .bool(isTyped),
            "servers": .array(servers.map(\.json)),
        ])
    }

    /// Nil when it is no such document, or of another version.
    init?(_ document: JSONTree) {
        guard document["version"]?.text == Self.version,
            let address = document["address"]?.text.flatMap({ try? EmailAddress(parsing: $0) }),
            case .bool(let isTyped) = document["typed"], case .array(let elements) = document["servers"]
        else { return nil }
        let servers = elements.compactMap(ServerSettings.init)
        guard servers.count == elements.count else { return nil }
        self.init(
            address: address, providerIdentifier: document["provider"]?["id"]?.text,
            providerName: document["provider"]?["name"]?.text,
            source: document["source"]?.text.flatMap(SourceName.init(rawValue:)), isTyped: isTyped, servers: servers)
    }
}

extension ServerSettings {
    /// Reads the shape `S` of the command line contract; nil when something is missing or makes no sense.
    fileprivate init?(_ document: JSONTree) {
        guard let kind = document["protocol"]?.text.flatMap(MailProtocol.init(rawValue:)),
            let host = document["host"]?.text, HostName.isValid(host) || HostAddress(host) != nil,
            case .number(let number) = document["port"], let port = UInt16(exactly: number), port > 0,
            let security = document["security"]?.text.flatMap(ConnectionSecurity.init(rawValue:)),
            let username = document["username"]?.text, DisplayText.isPlain(username),
            case .array(let methods) = document["authentication"]
        else { return nil }
        self.init(
            protocol: kind, host: host, port: port, security: security, username: username,
            authentication: methods.compactMap { $0.text.flatMap(AuthenticationMethod.init(rawValue:)) })
    }
}

extension DisplayText {
    /// Whether there is something, and no control character in it.
    fileprivate static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
