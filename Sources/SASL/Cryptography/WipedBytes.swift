internal import COpenSSL
internal import MailCore

/// Bytes of a key: never copied, and overwritten in the end.
struct WipedBytes: ~Copyable {
    private let storage: UnsafeMutableRawBufferPointer

    init(count: Int) {
        storage = .allocate(byteCount: count, alignment: 1)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit {
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    var count: Int { storage.count }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(storage))
    }

    mutating func withMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        body(storage)
    }

    /// Combines both, byte by byte, as SCRAM hides its key (RFC 5802 §3).
    mutating func exclusiveOr(with other: borrowing WipedBytes) {
        for index in 0..<min(count, other.count) { storage[index] ^= other.storage[index] }
    }

    /// In a time that does not tell where they differ.
    func equals(_ other: [UInt8]) -> Bool {
        count == other.count && CRYPTO_memcmp(storage.baseAddress, other, count) == 0
    }

    var secret: Secret { Secret(UnsafeRawBufferPointer(storage)) }
}
