/// PEM files for a server's configuration.
public struct SandboxCertificateFiles: Hashable, Sendable {
    /// The server's certificate first, then what else it sends.
    public let certificateFile: String
    /// The private key, readable by its owner only.
    public let keyFile: String
}

/// What kind of key a certificate has.
public enum SandboxKey: Hashable, Sendable {
    /// P-256.
    case ec
    /// RSA of so many bits.
    case rsa(bits: Int32)
}

/// What a certificate is signed with.
public enum SandboxDigest: Hashable, Sendable {
    /// As authorities sign today.
    case sha256
    /// Too weak since 2017.
    case sha1
}

/// Why a certificate could not be made: OpenSSL's words, or the file that could not be written.
public struct SandboxCertificateError: Error, Hashable {
    /// For whoever reads the failure of a test or a log.
    public let reason: String
}
