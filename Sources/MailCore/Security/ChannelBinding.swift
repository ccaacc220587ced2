/// What ties a login to the TLS connection it is made over (RFC 5056), so that nobody in between can pass it on.
package struct ChannelBinding: Hashable, Sendable {
    /// Raw values are the registered names.
    package enum Kind: String, Hashable, Sendable {
        /// RFC 9266: TLS 1.3, and TLS 1.2 with an extended master secret.
        case exporter = "tls-exporter"
        /// RFC 5929 §3: up to TLS 1.2.
        case unique = "tls-unique"
        /// RFC 5929 §4: a digest of the server's certificate.
        case serverEndPoint = "tls-server-end-point"
    }

    package let kind: Kind
    package let data: [UInt8]

    package init(_ kind: Kind, _ data: [UInt8]) {
        self.kind = kind
        self.data = data
    }
}
