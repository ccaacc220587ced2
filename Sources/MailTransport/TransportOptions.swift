package import DNSResolution
package import MailCore
package import NIOCore
package import NIOPosix

/// What every connection of one run has in common.
package struct TransportOptions: Sendable {
    package var timeouts: Timeouts
    /// Built once and shared: loading the trust store takes longer than a handshake.
    package var tls: TLSContext
    /// Makes the name resolver of a connection; nil asks the system (getaddrinfo).
    package var resolver: (@Sendable (any EventLoop) -> any Resolver & Sendable)?
    /// Asked for what DNS says beyond addresses; nil asks nothing.
    package var dns: DNSResolver?
    /// What DNS says of the certificates of the one server that these options are for; nil does not ask.
    package var dane: DANEInquiry?
    /// Makes every connection for us; nil connects directly. What a name leads to is known to the proxy alone then.
    package var proxy: Proxy?
    /// Whether a name may lead to a loopback, private or link-local address. False for names that came from the
    /// network, so that nobody can point us at the services of the user's own network. Where no mail server can be
    /// (``HostAddress/Scope/forbidden``), no connection is made in any case.
    package var allowsPrivateAddresses: Bool
    /// Told about each finished stage, on the connection's event loop.
    package var observer: (@Sendable (TransportEvent) -> Void)?

    package init(
        tls: TLSContext, timeouts: Timeouts = Timeouts(),
        resolver: (@Sendable (any EventLoop) -> any Resolver & Sendable)? = nil, dns: DNSResolver? = nil,
        allowsPrivateAddresses: Bool = false,
        observer: (@Sendable (TransportEvent) -> Void)? = nil
    ) {
        self.tls = tls
        self.timeouts = timeouts
        self.resolver = resolver
        self.dns = dns
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.observer = observer
    }
}

/// A stage of connecting that is done.
package enum TransportEvent: Hashable, Sendable {
    /// The name has these addresses (sent once for IPv4 and once for IPv6).
    case resolved([String])
    case connected(address: String)
    case secured(TLSSummary)
    /// The server said its first line, and is willing to talk; reported by the protocol's session.
    case greeted
}
