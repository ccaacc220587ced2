public import MailCore

/// A server of a provider: how it is reached, with the port that it has in the real world.
public struct SandboxEndpoint: Hashable, Sendable {
    /// What stands for the user at a login.
    public enum UserName: Hashable, Sendable {
        /// The whole address.
        case address
        /// What stands before the @.
        case localPart
    }

    /// What it speaks.
    public var `protocol`: MailProtocol
    /// Its name.
    public var host: String
    /// In the real world; here the system chooses.
    public var port: UInt16
    /// When TLS begins; `plaintext` is never encrypted.
    public var security: ConnectionSecurity
    /// Who logs in.
    public var userName: UserName

    /// - Parameter port: nil is the usual one.
    public init(
        _ protocol: MailProtocol, _ host: String, port: UInt16? = nil, security: ConnectionSecurity = .tls,
        userName: UserName = .address
    ) {
        self.protocol = `protocol`
        self.host = host
        self.port = port ?? ServerSettings.defaultPort(for: `protocol`, security: security)
        self.security = security
        self.userName = userName
    }

    /// One for each protocol, with TLS from the first byte and later; nil leaves a protocol out.
    public static func usual(imap: String?, pop3: String?, smtp: String?) -> [SandboxEndpoint] {
        [(MailProtocol.imap, imap), (.pop3, pop3), (.smtp, smtp)].flatMap { kind, host in
            host.map { [SandboxEndpoint(kind, $0), SandboxEndpoint(kind, $0, security: .starttls)] } ?? []
        }
    }
}
