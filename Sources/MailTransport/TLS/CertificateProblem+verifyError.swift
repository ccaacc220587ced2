internal import COpenSSL
internal import MailCore

extension CertificateProblem {
    /// The problem behind one of OpenSSL's verification errors (`man 3 X509_STORE_CTX_get_error`).
    init(verifyError code: Int32, of certificate: OpaquePointer) {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            self = .expired
        case X509_V_ERR_CERT_NOT_YET_VALID:
            self = .notYetValid
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            self = .nameMismatch
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            self = .selfSigned
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            self = .unknownIssuer
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            self = CertificateReader.namesIssuerLocation(certificate) ? .missingIntermediate : .unknownIssuer
        case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL:
            self = .weakKey
        case X509_V_ERR_CA_MD_TOO_WEAK:
            self = .weakSignature
        case X509_V_ERR_INVALID_PURPOSE, X509_V_ERR_INVALID_CA, X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
            self = .wrongPurpose
        default:
            self = .other(String(cString: X509_verify_cert_error_string(Int(code))))
        }
    }
}
