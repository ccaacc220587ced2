/// One reason why a certificate is not trusted.
public enum CertificateProblem: Hashable, Sendable {
    case expired
    case notYetValid
    /// None of its names is the one we connected to.
    case nameMismatch
    /// The server's own certificate is signed by itself and not in the trust store.
    case selfSigned
    /// The chain ends in an authority that is not in the trust store.
    case unknownIssuer
    /// The chain stops before an authority, and the certificate says its issuer is to be had elsewhere: the server
    /// forgot to send it.
    case missingIntermediate
    /// A key too short for the TLS profile in use.
    case weakKey
    /// A signature made with a digest too weak for the TLS profile in use, such as SHA-1.
    case weakSignature
    /// Not made for servers (extendedKeyUsage), or an issuer that may not issue.
    case wrongPurpose
    /// Anything else, in OpenSSL's words.
    case other(String)
}

extension CertificateProblem {
    /// Its name in JSON; of another problem OpenSSL's words.
    public var name: String {
        switch self {
        case .expired: "expired"
        case .notYetValid: "notYetValid"
        case .nameMismatch: "nameMismatch"
        case .selfSigned: "selfSigned"
        case .unknownIssuer: "unknownIssuer"
        case .missingIntermediate: "missingIntermediate"
        case .weakKey: "weakKey"
        case .weakSignature: "weakSignature"
        case .wrongPurpose: "wrongPurpose"
        case .other(let reason): reason
        }
    }
}
