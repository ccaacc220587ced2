/// Everything needed to reach one server as one user, without the secret.
public struct ServerSettings: Hashable, Sendable {
    /// What the server speaks.
    public var `protocol`: MailProtocol
    /// A host name in ASCII (``HostName/ascii(_:)``), or an IP address literal without brackets.
    public var host: String
    /// TCP port, 1 to 65535.
    public var port: UInt16
    /// How the connection is protected.
    public var security: ConnectionSecurity
    /// Who logs in, as the server wants it: often the whole address.
    public var username: String
    /// Ways to log in, the server's preferred one first. Empty when nobody said.
    public var authentication: [AuthenticationMethod]

    /// Settings as they are given; nothing is looked up. A host name of another script becomes ASCII.
    public init(
        protocol: MailProtocol, host: String, port: UInt16, security: ConnectionSecurity, username: String,
        authentication: [AuthenticationMethod] = []
    ) {
        self.protocol = `protocol`
        self.host = HostName.ascii(host) ?? host
        self.port = port
        self.security = security
        self.username = username
        self.authentication = authentication
    }

    /// The well-known port of a protocol and security (RFC 8314 §7, RFC 9051 §2.1, RFC 1939 §3, RFC 6409 §3.1).
    public static func defaultPort(for protocol: MailProtocol, security: ConnectionSecurity) -> UInt16 {
        switch (`protocol`, security) {
        case (.imap, .tls): 993
        case (.imap, .starttls), (.imap, .plaintext): 143
        case (.pop3, .tls): 995
        case (.pop3, .starttls), (.pop3, .plaintext): 110
        case (.smtp, .tls): 465
        case (.smtp, .starttls), (.smtp, .plaintext): 587
        }
    }
}
