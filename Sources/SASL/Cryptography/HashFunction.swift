internal import COpenSSL
internal import MailCore

/// A digest, and what is made with it.
enum HashFunction: Hashable, Sendable {
    case md5
    case sha1
    case sha256

    var size: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        }
    }

    private var method: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        }
    }

    func digest(_ message: borrowing WipedBytes) throws(SASLError) -> WipedBytes {
        var result = WipedBytes(count: size)
        let isDone = result.withMutableBytes { output in
            message.withBytes { EVP_Digest($0.baseAddress, $0.count, output.baseAddress, nil, method, nil) == 1 }
        }
        guard isDone else { throw .unavailable }
        return result
    }

    func authenticationCode(_ message: [UInt8], key: borrowing WipedBytes) throws(SASLError) -> WipedBytes {
        var result = WipedBytes(count: size)
        let isDone = key.withBytes { hmac(message, key: $0, into: &result) }
        guard isDone else { throw .unavailable }
        return result
    }

    func authenticationCode(_ message: [UInt8], key: Secret) throws(SASLError) -> WipedBytes {
        var result = WipedBytes(count: size)
        let isDone = key.withBytes { key in key.withUnsafeBytes { hmac(message, key: $0, into: &result) } }
        guard isDone else { throw .unavailable }
        return result
    }

    private func hmac(_ message: [UInt8], key: UnsafeRawBufferPointer, into result: inout WipedBytes) -> Bool {
        result.withMutableBytes { output in
            HMAC(
                method, key.baseAddress, Int32(clamping: key.count), message, message.count,
                output.assumingMemoryBound(to: UInt8.self).baseAddress, nil) != nil
        }
    }

    /// PBKDF2 (RFC 8018 §5.2) with a key as long as the digest.
    func stretch(_ password: Secret, salt: [UInt8], iterations: Int32) throws(SASLError) -> WipedBytes {
        var result = WipedBytes(count: size)
        let isDone = password.withBytes { password in
            password.withUnsafeBytes { password in
                result.withMutableBytes { output in
                    PKCS5_PBKDF2_HMAC(
                        password.assumingMemoryBound(to: CChar.self).baseAddress, Int32(clamping: password.count), salt,
                        Int32(clamping: salt.count), iterations, method, Int32(output.count),
                        output.assumingMemoryBound(to: UInt8.self).baseAddress) == 1
                }
            }
        }
        guard isDone else { throw .unavailable }
        return result
    }
}
