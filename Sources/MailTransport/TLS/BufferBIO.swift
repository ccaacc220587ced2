internal import COpenSSL
internal import NIOCore

/// OpenSSL's view of the network: it reads ciphertext from one `ByteBuffer` and writes it to another, each byte
/// copied once.
final class BufferBIO {
    /// Ciphertext from the network that OpenSSL has not taken yet.
    private var inbound = ByteBuffer()
    /// Ciphertext for the network.
    private var outbound = ByteBuffer()

    func receive(_ bytes: consuming ByteBuffer) {
        if inbound.readableBytes == 0 {
            inbound = bytes
        } else {
            inbound.writeBuffer(&bytes)
        }
    }

    /// Hands out what is to be sent, and starts a new buffer.
    func takeOutbound() -> ByteBuffer? {
        guard outbound.readableBytes > 0 else { return nil }
        defer { outbound = ByteBuffer() }
        return outbound
    }

    /// Room for so much ciphertext, so that a large write does not grow the buffer step by step.
    func reserveOutbound(_ capacity: Int) { outbound.reserveCapacity(minimumWritableBytes: capacity) }

    fileprivate func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(destination.count, inbound.readableBytes)
        inbound.readWithUnsafeReadableBytes { source in
            destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.prefix(count)))
            return count
        }
        // Lets go of the storage, so that NIO can use it for its next read.
        if inbound.readableBytes == 0 { inbound = ByteBuffer() }
        return count
    }

    fileprivate func write(_ source: UnsafeRawBufferPointer) {
        outbound.writeBytes(source)
    }
}

/// The table of functions by which OpenSSL calls a ``BufferBIO``.
struct BufferBIOMethod: Sendable {
    private let handle: SharedHandle

    init?() {
        // The type only has to differ from OpenSSL's own.
        guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ByteBuffer") else { return nil }
        BIO_meth_set_create(method) { bio in
            BIO_set_init(bio, 1)
            return 1
        }
        BIO_meth_set_read(method) { bio, destination, capacity in
            godwit_BIO_clear_retry_flags(bio)
            guard let buffers = BufferBIO.of(bio), let destination, capacity > 0 else { return 0 }
            let count = buffers.read(into: UnsafeMutableRawBufferPointer(start: destination, count: Int(capacity)))
            if count > 0 { return Int32(count) }
            godwit_BIO_set_retry_read(bio)
            return -1
        }
        BIO_meth_set_write(method) { bio, source, count in
            godwit_BIO_clear_retry_flags(bio)
            guard let buffers = BufferBIO.of(bio), let source, count > 0 else { return 0 }
            buffers.write(UnsafeRawBufferPointer(start: source, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        handle = SharedHandle(method)
    }

    /// A BIO over these buffers, which must outlive it.
    func makeBIO(over buffers: BufferBIO) -> OpaquePointer? {
        guard let bio = BIO_new(handle.pointer) else { return nil }
        BIO_set_data(bio, Unmanaged.passUnretained(buffers).toOpaque())
        return bio
    }

    func free() { BIO_meth_free(handle.pointer) }
}

extension BufferBIO {
    fileprivate static func of(_ bio: OpaquePointer?) -> BufferBIO? {
        BIO_get_data(bio).map { Unmanaged<BufferBIO>.fromOpaque($0).takeUnretainedValue() }
    }
}
