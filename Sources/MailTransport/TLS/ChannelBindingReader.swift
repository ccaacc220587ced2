internal import COpenSSL
internal import MailCore

/// What a login over a TLS connection can be tied to.
enum ChannelBindingReader {
    /// The best kind first. `tls-unique` has no meaning from TLS 1.3 on, and `tls-exporter` none before it without an
    /// extended master secret, which RFC 9266 §3 leaves to `tls-unique`.
    static func read(_ ssl: OpaquePointer) -> [ChannelBinding] {
        [SSL_version(ssl) >= TLS1_3_VERSION ? exporter(ssl) : unique(ssl), serverEndPoint(ssl)].compactMap { $0 }
    }

    /// RFC 9266 §2.
    private static func exporter(_ ssl: OpaquePointer) -> ChannelBinding? {
        let label = "EXPORTER-Channel-Binding"
        var data = [UInt8](repeating: 0, count: 32)
        let result = SSL_export_keying_material(ssl, &data, data.count, label, label.utf8.count, nil, 0, 1)
        guard result == 1 else { return nil }
        return ChannelBinding(.exporter, data)
    }

    /// RFC 5929 §3.1: the first Finished message of the handshake; ours, since nothing is ever resumed. Without an extended
    /// master secret (RFC 7627) somebody in between can make two connections look alike.
    private static func unique(_ ssl: OpaquePointer) -> ChannelBinding? {
        guard godwit_SSL_get_extms_support(ssl) == 1 else { return nil }
        var data = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        let count = SSL_get_finished(ssl, &data, data.count)
        guard count > 0, count <= data.count else { return nil }
        return ChannelBinding(.unique, Array(data.prefix(count)))
    }

    /// RFC 5929 §4.1: the digest is that of the certificate's signature, but no weaker than SHA-256.
    private static func serverEndPoint(_ ssl: OpaquePointer) -> ChannelBinding? {
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return nil }
        defer { X509_free(certificate) }
        var (digest, key): (Int32, Int32) = (NID_undef, NID_undef)
        guard OBJ_find_sigid_algs(X509_get_signature_nid(certificate), &digest, &key) == 1 else { return nil }
        let isWeak = digest == NID_md5 || digest == NID_sha1
        // Signatures without a digest of their own (Ed25519) have no binding of this kind.
        guard let method = isWeak ? EVP_sha256() : EVP_get_digestbyname(OBJ_nid2sn(digest)) else { return nil }
        var data = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard X509_digest(certificate, method, &data, &count) == 1 else { return nil }
        return ChannelBinding(.serverEndPoint, Array(data.prefix(Int(count))))
    }
}
