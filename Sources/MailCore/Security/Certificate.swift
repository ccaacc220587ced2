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
    /// Its key.
    public let key: PublicKey
    /// How it was signed, by OpenSSL's name, such as `sha256WithRSAEncryption`; empty when not known.
    public let signature: String
    /// Whether the server sent it; the others of a chain come from the trust store.
    public let isSent: Bool
    /// The whole certificate in its DER form; empty when not known.
    public let der: [UInt8]

    /// A certificate as verification saw it.
    public init(
        subject: String, issuer: String, names: [String], notBefore: UTCTime, notAfter: UTCTime, sha256: String,
        problems: [CertificateProblem], key: PublicKey = PublicKey(), signature: String = "", isSent: Bool = true,
        der: [UInt8] = []
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.sha256 = sha256
        self.problems = problems
        self.key = key
        self.signature = signature
        self.isSent = isSent
        self.der = der
    }
}

extension Certificate {
    /// The key of a certificate.
    public struct PublicKey: Hashable, Sendable {
        /// By OpenSSL's name, such as `RSA` or `EC`; empty when not known.
        public var algorithm = ""
        /// Its length.
        public var bits = 0
        /// The SubjectPublicKeyInfo in its DER form; empty when not known.
        public var der: [UInt8] = []

        /// A key that nothing is known of.
        public init() {}
    }

    /// Why its key, or the signature on it, gives less than 112 bits of security (RFC 9325 §4.4, §4.5): `RSA 1024`,
    /// `sha1WithRSAEncryption`. Nil when it is strong. Nobody relies on the signature of a certificate on itself.
    public var weakness: String? {
        let fewest = key.algorithm.hasPrefix("RSA") || key.algorithm == "DSA" ? 2_048 : 224
        if (1..<fewest).contains(key.bits) { return "\(key.algorithm) \(key.bits)" }
        let digest = signature.lowercased()
        guard issuer != subject, ["md2", "md4", "md5", "sha1"].contains(where: { digest.contains($0) }) else {
            return nil
        }
        return signature
    }
}

extension [Certificate] {
    /// The first certificate and those that vouch for it, one after the other, as far as their names tell. What a server sent
    /// beside them is left out: many still send an old root that nobody needs.
    public var path: [Certificate] {
        guard var last = first else { return [] }
        var path = [last]
        while let next = first(where: { $0.subject == last.issuer && !path.contains($0) }) {
            path.append(next)
            last = next
        }
        return path
    }
}
