package import MailCore
package import NIOCore

/// A connection that is open, and secured where that was asked for.
package struct EstablishedConnection: Sendable {
    package let channel: any Channel
    /// The IP address that won the race; the proxy's name where there is one.
    package let remoteAddress: String
    /// Nil when the connection is not (yet) secured.
    package let tls: TLSSummary?
    /// From the start to an open TCP connection, name resolution included.
    package let connectMilliseconds: Int
    /// The TLS handshake; 0 without one.
    package let tlsMilliseconds: Int
}
