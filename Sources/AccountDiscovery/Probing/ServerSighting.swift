public import MailCore

/// What one server showed without a login.
public struct ServerSighting: Hashable, Sendable {
    /// How far one came.
    public enum Outcome: String, Hashable, Sendable {
        /// It greets, and is as protected as the settings say.
        case ready
        /// It was not reached, or something else answered.
        case failed
    }

    /// What it was to speak.
    public var `protocol`: MailProtocol
    /// As the settings have it.
    public var host: String
    /// As the settings have it.
    public var port: UInt16
    /// How the connection was to be protected.
    public var security: ConnectionSecurity
    /// How far one came.
    public var outcome: Outcome
    /// From the first packet to the last word.
    public var duration: Duration
    /// The first line the server said, as it came.
    public var greeting: String?
    /// What it can do, in its own words, once it is as protected as it will be.
    public var capabilities: [String]
    /// Such as `TLSv1.3`; nil without TLS.
    public var tlsVersion: String?
    /// Why it failed, for people.
    public var reason: LocalizedText?
    /// Whether a failure may be over later.
    public var isTemporary: Bool

    init(
        _ server: ServerSettings, outcome: Outcome, duration: Duration, reason: LocalizedText? = nil,
        isTemporary: Bool = false
    ) {
        self.isTemporary = isTemporary
        `protocol` = server.protocol
        host = server.host
        port = server.port
        security = server.security
        self.outcome = outcome
        self.duration = duration
        self.reason = reason
        capabilities = []
    }

    /// Whether these settings lead to the same server in the same way.
    public func isOf(_ server: ServerSettings) -> Bool {
        `protocol` == server.protocol && host == server.host && port == server.port && security == server.security
    }
}
