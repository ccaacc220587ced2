internal import COpenSSL
import Glibc

/// What a certificate shall say.
struct SandboxCertificateRequest {
    var commonName: String
    var names: [String] = []
    var validFrom = -3_600
    var validUntil = 90 * 86_400
    var key = SandboxKey.ec
    var purpose = "serverAuth"
    var issuerLocation: String?
    var isAuthority = false
    var digest = SandboxDigest.sha256

    /// The extensions as OpenSSL's configuration would write them.
    var extensions: [(Int32, String)] {
        if isAuthority {
            return [(NID_basic_constraints, "critical,CA:TRUE"), (NID_key_usage, "critical,keyCertSign,cRLSign")]
        }
        var result = [(NID_basic_constraints, "critical,CA:FALSE"), (NID_ext_key_usage, purpose)]
        if !names.isEmpty {
            let isAddress = { (name: String) in name.contains(":") || name.allSatisfy { $0.isNumber || $0 == "." } }
            let list = names.map { (isAddress($0) ? "IP:" : "DNS:") + $0 }.joined(separator: ",")
            result.append((NID_subject_alt_name, list))
        }
        if let issuerLocation { result.append((NID_info_access, "caIssuers;URI:\(issuerLocation)")) }
        return result
    }
}

/// A certificate and its private key.
final class SandboxIdentity {
    let serial: Int
    private let certificate: OpaquePointer
    private let key: OpaquePointer

    init(_ request: SandboxCertificateRequest, issuer: SandboxIdentity?) throws {
        serial = Int.random(in: 1...Int.max)
        key = try Self.makeKey(request.key)
        guard let certificate = X509_new() else { throw SandboxCertificateError(reason: "no certificate") }
        self.certificate = certificate

        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial)
        X509_gmtime_adj(X509_getm_notBefore(certificate), request.validFrom)
        X509_gmtime_adj(X509_getm_notAfter(certificate), request.validUntil)
        X509_set_pubkey(certificate, key)
        let subject = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, request.commonName, -1, -1, 0)
        X509_set_issuer_name(certificate, issuer.map { X509_get_subject_name($0.certificate) } ?? subject)
        for (identifier, value) in request.extensions {
            var context = v3_ext_ctx()
            X509V3_set_ctx(&context, issuer?.certificate ?? certificate, certificate, nil, nil, 0)
            guard let added = X509V3_EXT_nconf_nid(nil, &context, identifier, value) else {
                throw SandboxCertificateError(reason: "extension \(value)")
            }
            X509_add_ext(certificate, added, -1)
            X509_EXTENSION_free(added)
        }
        guard X509_sign(certificate, issuer?.key ?? key, request.digest == .sha1 ? EVP_sha1() : EVP_sha256()) > 0 else {
            throw SandboxCertificateError(reason: "signature")
        }
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    /// Writes `NAME.pem` (with the other certificate behind) and `NAME.key` (mode 0600).
    func write(name: String, in folder: String, alsoSending issuer: SandboxIdentity? = nil) throws
        -> SandboxCertificateFiles
    {
        let files = SandboxCertificateFiles(
            certificateFile: "\(folder)/\(name).pem", keyFile: "\(folder)/\(name).key")
        try Self.writeFile(files.certificateFile) { bio in
            PEM_write_bio_X509(bio, certificate) == 1
                && (issuer.map { PEM_write_bio_X509(bio, $0.certificate) == 1 } ?? true)
        }
        try Self.writeFile(files.keyFile) { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) == 1 }
        guard chmod(files.keyFile, 0o600) == 0 else { throw SandboxCertificateError(reason: files.keyFile) }
        return files
    }

    private static func writeFile(_ path: String, _ body: (OpaquePointer) -> Bool) throws {
        guard let bio = BIO_new_file(path, "w") else { throw SandboxCertificateError(reason: path) }
        defer { BIO_free(bio) }
        guard body(bio) else { throw SandboxCertificateError(reason: path) }
    }

    private static func makeKey(_ kind: SandboxKey) throws -> OpaquePointer {
        let context: OpaquePointer?
        switch kind {
        case .ec:
            context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
            EVP_PKEY_keygen_init(context)
            EVP_PKEY_CTX_set_group_name(context, "P-256")
        case .rsa(let bits):
            context = EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
            EVP_PKEY_keygen_init(context)
            EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits)
        }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen(context, &key) > 0, let key else { throw SandboxCertificateError(reason: "key") }
        return key
    }
}
