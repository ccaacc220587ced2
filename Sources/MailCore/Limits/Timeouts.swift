/// Every duration, in one value so that a caller can stretch or shorten them together.
public struct Timeouts: Hashable, Sendable {
    /// From the first SYN to a connection, all addresses raced.
    public var connect: Duration = .seconds(20)
    /// TLS handshake.
    public var tls: Duration = .seconds(20)
    /// From the connection to the server's greeting.
    public var greeting: Duration = .seconds(20)
    /// From the last byte of a command to its tagged answer while nothing at all arrives.
    public var silence: Duration = .seconds(120)
    /// The whole of a short command (login, SELECT, CREATE …), however much is said meanwhile.
    public var command: Duration = .seconds(300)
    /// One IDLE before it is begun anew; a server may take whoever is silent for 30 minutes for gone (RFC 2177 §3).
    public var idle: Duration = .seconds(25 * 60)
    /// One DNS query, retries included.
    public var dns: Duration = .seconds(5)
    /// The whole discovery of settings.
    public var discovery: Duration = .seconds(8)
    /// Goodbye: LOGOUT and the TLS close together.
    public var logout: Duration = .seconds(3)

    /// Durations that suit slow networks and busy servers.
    public init() {}
}
