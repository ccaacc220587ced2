public import MailCore

/// A server entry of an autoconfig document, before the address is put in.
public struct ServerTemplate: Hashable, Sendable {
    /// What is spoken there.
    public var `protocol`: MailProtocol
    /// A host name that may hold placeholders.
    public var host: String
    /// Never 0.
    public var port: UInt16
    /// Of several that the entry names, the first that we know.
    public var security: ConnectionSecurity
    /// A user name that may hold placeholders.
    public var username: String
    /// The preferred way first; ways we do not know are left out.
    public var authentication: [AuthenticationMethod]

    /// The settings for one address; nil when the host is no host name after the placeholders are filled in.
    public func settings(for address: EmailAddress) -> ServerSettings? {
        var username = Placeholders.fill(username, for: address)
        // Some providers put in what they were asked with, as it stood in the URL.
        if username == address.description.addingPercentEncoding() { username = address.description }
        guard let host = HostName.ascii(Placeholders.fill(host, for: address)),
            !username.unicodeScalars.contains(where: { $0.properties.isControl })
        else { return nil }
        return ServerSettings(
            protocol: `protocol`, host: host, port: port, security: security, username: username,
            authentication: authentication)
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control }
}
