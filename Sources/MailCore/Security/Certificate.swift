/// What a person needs to know of one X.509 certificate (RFC 5280). Texts come from the server: show them only
/// through ``DisplayText``.
public struct Certificate: Hashable, Sendable {
    /// Whose it is: a distinguished name in the form of RFC 2253.
    public let subject: String
    /// Who signed it, in the same form.
    public let issuer: String
    /// Host names and IP addresses it is valid for (subjectAltName). The common name never counts (RFC 9525 §2).
    public let names: [String]
    /// When it begins to be valid.
    public let notBefore: UTCTime
    /// When it ends.
    public let notAfter: UTCTime
    /// SHA-256 of the DER form, as 64 lower-case hexadecimal digits.
    public let sha256: String
    /// What verification found wrong at this place of the chain; empty when nothing.
    public let problems: [CertificateProblem]

    /// A certificate as verification saw it.
    public init(
        subject: String, issuer: String, names: [String], notBefore: UTCTime, notAfter: UTCTime, sha256: String,
        problems: [CertificateProblem]
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.sha256 = sha256
        self.problems = problems
    }
}
