internal import COpenSSL
internal import FoundationEssentials
package import HTTPFetch
package import MailCore

/// The key of a Google service account, as its JSON file has it. With domain-wide delegation it opens the mailbox of
/// everybody in an organisation.
package struct ServiceAccountKey: Sendable {
    /// Whose key it is.
    package let account: String
    /// Who takes its word for a token.
    package let tokenEndpoint: HTTPURL
    let keyIdentifier: String?
    /// PEM.
    let privateKey: Secret

    /// - Throws: `unusableKey` when it is no such file.
    package init(_ bytes: [UInt8]) throws(OAuthError) {
        guard let document = JSONTree(decoding: bytes, maximumBytes: OAuthLimits.file),
            document["type"]?.text == "service_account", let account = document["client_email"]?.text,
            let key = document["private_key"]?.text,
            let endpoint = document["token_uri"]?.text.flatMap({ HTTPURL($0) }), endpoint.isSecure
        else { throw .unusableKey }
        self.account = account
        tokenEndpoint = endpoint
        keyIdentifier = document["private_key_id"]?.text
        privateKey = Secret(key)
    }

    /// Says that the account may act for a person (RFC 7523 §3, signed with RS256 of RFC 7518 §3.3).
    ///
    /// - Parameters:
    ///   - person: the address of the mailbox.
    ///   - time: now, in seconds since 1970.
    package func assertion(for person: String, scope: String, at time: Int) throws(OAuthError) -> Secret {
        let header = Header(kid: keyIdentifier)
        let claims = Claims(
            iss: account, sub: person, scope: scope, aud: tokenEndpoint.description, iat: time,
            exp: time + OAuthLimits.assertionLifetime)
        guard let header = try? JSONEncoder().encode(header), let claims = try? JSONEncoder().encode(claims) else {
            throw .unusableKey
        }
        let content = Base64URL.encode(header) + "." + Base64URL.encode(claims)
        return Secret(content + "." + Base64URL.encode(try signature(of: Array(content.utf8))))
    }

    private struct Header: Encodable {
        var alg = "RS256"
        var typ = "JWT"
        var kid: String?
    }

    private struct Claims: Encodable {
        var iss: String
        var sub: String
        var scope: String
        var aud: String
        var iat: Int
        var exp: Int
    }

    private func signature(of content: [UInt8]) throws(OAuthError) -> [UInt8] {
        let key = privateKey.withBytes { pem -> OpaquePointer? in
            guard let file = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { return nil }
            defer { BIO_free(file) }
            // Without a way to ask for a password: Google's have none, and nobody is asked on the terminal.
            return PEM_read_bio_PrivateKey(file, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let key else { throw .unusableKey }
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var size = 0
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA,
            EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
            EVP_DigestSign(context, nil, &size, content, content.count) == 1
        else { throw .unusableKey }
        var signature = [UInt8](repeating: 0, count: size)
        guard EVP_DigestSign(context, &signature, &size, content, content.count) == 1 else { throw .unusableKey }
        return Array(signature.prefix(size))
    }
}
