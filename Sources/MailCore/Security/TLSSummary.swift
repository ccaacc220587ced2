/// How a connection is protected.
public struct TLSSummary: Hashable, Sendable {
    /// Such as `TLSv1.3`.
    public let version: String
    /// OpenSSL's name of the cipher suite, such as `TLS_AES_256_GCM_SHA384`.
    public let cipher: String
    /// What the server sent, its own certificate first; then what verification added from the trust store.
    public let chain: [Certificate]
    /// What a login over this connection can be tied to, the best kind first.
    package let channelBindings: [ChannelBinding]

    /// What a handshake agreed on.
    public init(version: String, cipher: String, chain: [Certificate]) {
        self.init(version: version, cipher: cipher, chain: chain, channelBindings: [])
    }

    package init(version: String, cipher: String, chain: [Certificate], channelBindings: [ChannelBinding]) {
        self.version = version
        self.cipher = cipher
        self.chain = chain
        self.channelBindings = channelBindings
    }
}
