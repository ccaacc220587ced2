package import MailCore

/// Why there is no connection, or no longer one.
package enum TransportError: Error, Hashable, Sendable {
    /// DNS says that the name has no address.
    case hostNotFound
    /// Nobody answered for DNS.
    case dnsUnavailable
    /// The name leads only to addresses that may not be reached (``HostAddress/Scope``), such as this one.
    case privateAddress(String)
    /// The host is there, and nothing listens on the port (or a firewall says so).
    case refused
    /// No route to the network or the host.
    case unreachable
    case timedOut(TransportStage)
    /// The server closed the connection.
    case closed(TransportStage)
    case tls(TLSFailure)
    /// Bytes came behind the answer to STARTTLS, before TLS: somebody in between tries to put words into the
    /// server's mouth (CVE-2021-29969 and its kin). The first of them.
    case startTLSInjection([UInt8])
    /// The server's compressed data cannot be read (RFC 4978).
    case compression(CompressionFailure)
    /// There is no connection through the proxy.
    case proxy(ProxyFailure)
    /// The task was cancelled.
    case cancelled
    /// Any other error of the system.
    case system(errno: Int32)
}

/// A stage of a connection.
package enum TransportStage: String, Hashable, Sendable {
    case connect
    case tls
    case established
}

/// Why compressed data cannot be read.
package enum CompressionFailure: Error, Hashable, Sendable {
    /// These bytes are no deflate stream; what zlib says about them.
    case damaged(reason: String)
    /// More bytes came behind the end of the stream.
    case dataBehindEnd
    /// There is no memory for it.
    case unavailable
}

/// Why TLS did not come about, or broke.
package enum TLSFailure: Error, Hashable, Sendable {
    /// The certificate is not trusted for the name we connected to. The chain says what is wrong with which.
    case certificate(chain: [Certificate], expectedName: String)
    /// The certificate is trusted, and not the one that signed DNS names (DANE); the name of the records.
    case otherCertificate(chain: [Certificate], recordName: String)
    /// The other side does not speak TLS; the first of what it said.
    case notTLS(firstBytes: [UInt8])
    /// Server and client have no TLS version in common.
    case versionTooOld
    /// The handshake failed for another reason, in OpenSSL's words.
    case handshake(reason: String)
    /// A damaged or unexpected record on an established connection.
    case broken(reason: String)
    /// The connection ended without TLS's goodbye (RFC 8446 §6.1): what came last may be cut.
    case truncated
    /// The file of extra trust roots cannot be used.
    case rootsUnusable(path: String, reason: String)
}
