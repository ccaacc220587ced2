internal import COpenSSL

/// A version of TLS that a server can be held to.
public enum SandboxTLSVersion: Hashable, Sendable, CaseIterable {
    /// Obsolete (RFC 8996).
    case tls1_1
    /// RFC 5246.
    case tls1_2
    /// RFC 8446.
    case tls1_3

    var number: Int {
        switch self {
        case .tls1_1: Int(TLS1_1_VERSION)
        case .tls1_2: Int(TLS1_2_VERSION)
        case .tls1_3: Int(TLS1_3_VERSION)
        }
    }
}
