internal import COpenSSL

/// A key pair as a provider makes it for a service account.
package struct TestRSAKey: Sendable {
    /// PEM, PKCS #8.
    package let privateKey: String
    /// PEM.
    package let publicKey: String

    package init() throws {
        guard let key = Self.generate() else { throw TestRSAKeyError() }
        defer { EVP_PKEY_free(key) }
        privateKey = Self.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
        publicKey = Self.text { PEM_write_bio_PUBKEY($0, key) }
    }

    /// The file that Google offers for download.
    package func keyFile(account: String, tokenEndpoint: String) -> String {
        """
        {"type": "service_account", "project_id": "test", "private_key_id": "4711",
         "private_key": "\(privateKey.replacing("\n", with: "\\n"))",
         "client_email": "\(account)", "client_id": "1", "token_uri": "\(tokenEndpoint)"}
        """
    }

    private static func generate() -> OpaquePointer? {
        let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2_048) == 1,
            EVP_PKEY_keygen(context, &key) == 1
        else { return nil }
        return key
    }

    private static func text(_ write: (OpaquePointer?) -> Int32) -> String {
        let file = BIO_new(BIO_s_mem())
        defer { BIO_free(file) }
        guard write(file) == 1 else { return "" }
        var data: UnsafeMutablePointer<CChar>?
        let count = godwit_BIO_get_mem_data(file, &data)
        return data.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: count), as: UTF8.self) } ?? ""
    }
}

package struct TestRSAKeyError: Error {}
