/// Why a login cannot be made, or cannot be trusted, whatever the server thinks of the password.
package enum SASLError: Error, Hashable, Sendable {
    /// A name, password or token holds a byte that the mechanism cannot carry.
    case forbiddenByte
    /// A challenge is not what the mechanism prescribes.
    case malformedChallenge
    /// A challenge after the last one there can be.
    case unexpectedChallenge
    /// SCRAM: the server's nonce does not begin with ours, or adds nothing to it (RFC 5802 §5.1).
    case wrongNonce
    /// SCRAM: an iteration count outside ``SCRAMLimits/iterations``.
    case unreasonableIterations(UInt64)
    /// SCRAM: what the server says instead of its proof (RFC 5802 §7), such as `channel-bindings-dont-match`.
    case serverError(String)
    /// SCRAM: the server does not know the password, so it is not the one it says it is, or it never proved that it is.
    case serverNotVerified
    /// OpenSSL cannot compute what is needed (such as MD5 where it is forbidden).
    case unavailable
}
