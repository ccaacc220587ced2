internal import COpenSSL
package import MailCore

/// A key made of a passphrase (scrypt, RFC 7914), and what is sealed with it (AES-256-GCM).
package struct SealingKey: Sendable {
    /// How costly a guess is: 128 MiB, and about half a second.
    static let cost: UInt64 = 1 << 17
    /// What is believed of a file: less would be an invitation to guess, more an attack on this computer's memory.
    static let costs: ClosedRange<UInt64> = 1 << 14 ... 1 << 18
    private static let blockSize: UInt64 = 8
    private static let memory: UInt64 = 320 << 20
    static let saltSize = 16
    static let nonceSize = 12
    static let tagSize = 16
    private static let keySize = 32

    let salt: [UInt8]
    let cost: UInt64
    private let key: Secret

    /// A key with a salt of its own.
    package init(passphrase: Secret) throws(SignInStoreError) {
        try self.init(passphrase: passphrase, salt: RandomText.bytes(count: Self.saltSize), cost: Self.cost)
    }

    init(passphrase: Secret, salt: [UInt8], cost: UInt64) throws(SignInStoreError) {
        guard Self.costs.contains(cost), salt.count == Self.saltSize else { throw .damaged }
        var key = [UInt8](repeating: 0, count: Self.keySize)
        defer { key.wipe() }
        let isMade = passphrase.withBytes { passphrase in
            passphrase.withUnsafeBytes { bytes in
                EVP_PBE_scrypt(
                    bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, salt, salt.count, cost,
                    Self.blockSize, 1, Self.memory, &key, key.count) == 1
            }
        }
        guard isMade else { throw .noMemory }
        self.salt = salt
        self.cost = cost
        self.key = Secret(key)
    }

    /// Nonce, ciphertext and tag. Each call takes another nonce (NIST SP 800-38D §8.2.2).
    ///
    /// - Parameter label: has to be the same when it is opened.
    func seal(_ secret: Secret, label: [UInt8]) throws(SignInStoreError) -> [UInt8] {
        let nonce = RandomText.bytes(count: Self.nonceSize)
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: secret.count)
        var tag = [UInt8](repeating: 0, count: Self.tagSize)
        var count: Int32 = 0
        let isSealed = key.withBytes { key in
            secret.withBytes { plain in
                EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
                    && EVP_EncryptUpdate(context, nil, &count, label, Int32(clamping: label.count)) == 1
                    && EVP_EncryptUpdate(context, &output, &count, plain, Int32(clamping: plain.count)) == 1
                    && EVP_EncryptFinal_ex(context, nil, &count) == 1
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), &tag) == 1
            }
        }
        guard isSealed else { throw .noMemory }
        return nonce + output + tag
    }

    /// - Throws: `wrongPassphrase` when it was sealed with another key or label, or was changed since.
    func open(_ sealed: [UInt8], label: [UInt8]) throws(SignInStoreError) -> Secret {
        guard sealed.count > Self.nonceSize + Self.tagSize else { throw .damaged }
        let nonce = Array(sealed.prefix(Self.nonceSize))
        var tag = Array(sealed.suffix(Self.tagSize))
        let input = Array(sealed.dropFirst(Self.nonceSize).dropLast(Self.tagSize))
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var plain = [UInt8](repeating: 0, count: input.count)
        defer { plain.wipe() }
        var count: Int32 = 0
        let isOpen = key.withBytes { key in
            EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_DecryptUpdate(context, nil, &count, label, Int32(clamping: label.count)) == 1
                && EVP_DecryptUpdate(context, &plain, &count, input, Int32(clamping: input.count)) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), &tag) == 1
                && EVP_DecryptFinal_ex(context, nil, &count) == 1
        }
        guard isOpen else { throw .wrongPassphrase }
        return Secret(plain)
    }
}
