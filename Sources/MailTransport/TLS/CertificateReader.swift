internal import COpenSSL
import Glibc
internal import MailCore

/// Turns OpenSSL's certificates into values.
enum CertificateReader {
    static func read(_ certificate: OpaquePointer, problems: [CertificateProblem], isSent: Bool) -> Certificate {
        Certificate(
            subject: text(of: X509_get_subject_name(certificate)),
            issuer: text(of: X509_get_issuer_name(certificate)),
            names: alternativeNames(of: certificate),
            notBefore: time(X509_get0_notBefore(certificate)),
            notAfter: time(X509_get0_notAfter(certificate)),
            sha256: fingerprint(of: certificate),
            problems: problems,
            key: key(of: certificate),
            signature: OBJ_nid2sn(X509_get_signature_nid(certificate)).map { String(cString: $0) } ?? "",
            isSent: isSent,
            der: encoded { i2d_X509(certificate, $0) })
    }

    private static func key(of certificate: OpaquePointer) -> Certificate.PublicKey {
        var result = Certificate.PublicKey()
        guard let key = X509_get0_pubkey(certificate) else { return result }
        result.algorithm = EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? ""
        result.bits = Int(EVP_PKEY_get_bits(key))
        result.der = encoded { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), $0) }
        return result
    }

    /// The DER form that a function of OpenSSL allocates.
    private static func encoded(
        _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
    ) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = Int(encode(&bytes))
        guard let bytes, count > 0 else { return [] }
        defer { godwit_OPENSSL_free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// RFC 5280 §4.2.2.1: whether the certificate says where its issuer's certificate can be had. Certificates
    /// made by an intermediate do; those made by a private root do not.
    static func namesIssuerLocation(_ certificate: OpaquePointer) -> Bool {
        guard let accesses = X509_get_ext_d2i(certificate, NID_info_access, nil, nil) else { return false }
        defer { godwit_AUTHORITY_INFO_ACCESS_free(accesses) }
        let count = godwit_sk_ACCESS_DESCRIPTION_num(accesses)
        return (0..<max(count, 0)).contains { godwit_ACCESS_DESCRIPTION_method(accesses, $0) == NID_ad_ca_issuers }
    }

    private static func text(of name: OpaquePointer?) -> String {
        guard let bio = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(bio) }
        // RFC 2253, but letters outside ASCII stay readable.
        let flags = godwit_XN_FLAG_RFC2253 & ~UInt(ASN1_STRFLGS_ESC_MSB)
        X509_NAME_print_ex(bio, name, 0, flags)
        var bytes: UnsafeMutablePointer<CChar>?
        let count = godwit_BIO_get_mem_data(bio, &bytes)
        return string(UnsafeRawPointer(bytes), count: count)
    }

    private static func alternativeNames(of certificate: OpaquePointer) -> [String] {
        guard let names = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        defer { godwit_GENERAL_NAMES_free(names) }
        let count = godwit_sk_GENERAL_NAME_num(names)
        return (0..<max(count, 0)).compactMap { alternativeName(godwit_sk_GENERAL_NAME_value(names, $0)) }
    }

    /// A host name or IP address; other kinds (mail addresses, URIs) do not matter to us.
    private static func alternativeName(_ name: UnsafeMutablePointer<GENERAL_NAME>?) -> String? {
        var kind: Int32 = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind) else { return nil }
        let asn1 = value.assumingMemoryBound(to: ASN1_STRING.self)
        let bytes = UnsafeRawPointer(ASN1_STRING_get0_data(asn1))
        let count = Int(ASN1_STRING_length(asn1))
        switch (kind, count) {
        case (GEN_DNS, _): return string(bytes, count: count)
        case (GEN_IPADD, 4): return address(bytes, family: AF_INET)
        case (GEN_IPADD, 16): return address(bytes, family: AF_INET6)
        default: return nil
        }
    }

    private static func address(_ bytes: UnsafeRawPointer?, family: Int32) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            inet_ntop(family, bytes, text.baseAddress, socklen_t(text.count)).map { String(cString: $0) }
        }
    }

    private static func time(_ value: UnsafePointer<ASN1_TIME>?) -> UTCTime {
        var parts = tm()
        guard ASN1_TIME_to_tm(value, &parts) == 1 else { return UTCTime(secondsSince1970: 0) }
        return UTCTime(secondsSince1970: Int64(timegm(&parts)))
    }

    private static func fingerprint(of certificate: OpaquePointer) -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard X509_digest(certificate, EVP_sha256(), &digest, &count) == 1 else { return "" }
        return digest.prefix(Int(count)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func string(_ bytes: UnsafeRawPointer?, count: Int) -> String {
        guard let bytes, count > 0 else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
