public import MailCore

/// A provider that is to be run: whose it is, and who has an account there.
public struct SandboxSite: Sendable {
    /// How it behaves.
    public var personality: SandboxPersonality
    /// What stands before the @ of its addresses, one account each.
    public var users: [String]
    /// What goes wrong at its servers.
    public var faults: [MailProtocol: [SandboxFault]]

    /// - Parameters:
    ///   - users: what stands before the @ of its addresses, one account each.
    ///   - faults: what goes wrong at its servers.
    public init(
        _ personality: SandboxPersonality, users: [String] = ["alice"], faults: [MailProtocol: [SandboxFault]] = [:]
    ) {
        self.personality = personality
        self.users = users
        self.faults = faults
    }

    var addresses: [String] { users.map { "\($0)@\(personality.domain)" } }

    /// What a certificate of all of its servers has to name.
    var hosts: Set<String> {
        let domain = personality.domain
        var hosts = Set(personality.endpoints.map(\.host)).union([domain, "autoconfig." + domain])
        if personality.takesTokens { hosts.insert(SandboxAuthorization.host(of: domain)) }
        return hosts
    }
}

/// Which ports a provider tells of its servers.
public enum SandboxPublishedPorts: Hashable, Sendable {
    /// Those of the real world. Whoever connects asks ``SandboxNetwork/port(of:_:)`` where they lead.
    case realWorld
    /// Those that the system has chosen, so that any program can use them.
    case actual
}
