package import MailCore

/// Where to connect, and how the connection is protected.
package struct TransportTarget: Hashable, Sendable {
    /// A host name or an IP address literal, without brackets.
    package var host: String
    package var port: UInt16
    package var security: ConnectionSecurity

    package init(host: String, port: UInt16, security: ConnectionSecurity) {
        self.host = host
        self.port = port
        self.security = security
    }

    package init(_ settings: ServerSettings) {
        self.init(host: settings.host, port: settings.port, security: settings.security)
    }
}
