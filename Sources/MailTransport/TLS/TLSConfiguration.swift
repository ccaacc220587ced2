/// How strict TLS is, and whom it trusts.
package struct TLSConfiguration: Hashable, Sendable {
    package var profile: TLSProfile
    /// PEM file of authorities (or single certificates) to trust beside the system's.
    package var extraRootsFile: String?
    /// False only to look at a server's certificate without sending it anything secret.
    package var verifiesCertificates: Bool

    package init(profile: TLSProfile = .modern, extraRootsFile: String? = nil, verifiesCertificates: Bool = true) {
        self.profile = profile
        self.extraRootsFile = extraRootsFile
        self.verifiesCertificates = verifiesCertificates
    }
}

/// Which protocol versions and strengths are accepted. Raw values are the words of `--tls`.
package enum TLSProfile: String, CaseIterable, Hashable, Sendable {
    /// TLS 1.2 and later, at least 112 bits of security (RFC 8996, RFC 9325).
    case modern
    /// TLS 1.2 and later, also with keys of 80 bits of security and without secure renegotiation (RFC 5746).
    case compatible
    /// TLS 1.0 and later with whatever the server has: for leaving a server that nobody updates.
    case legacy
}
