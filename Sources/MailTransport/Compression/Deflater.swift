internal import CZlib
package import NIOCore

/// Plain bytes in, compressed ones out (RFC 1951 without a header, as RFC 4978 §4 has it). No input or output.
package struct Deflater: ~Copyable {
    /// Higher ones cost several times the work and take a few hundredths off the size of mail, most of which is base64.
    private static let level: Int32 = 1

    private let stream: UnsafeMutablePointer<z_stream>
    private var output = ByteBuffer()
    private var isDirty = false

    /// - Throws: ``CompressionFailure/unavailable``
    package init() throws(CompressionFailure) {
        // zlib points back to the structure: it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard godwit_deflateInit(stream, Self.level) == Z_OK else { throw .unavailable }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compressed bytes that nobody has taken yet; zlib itself holds more.
    package var pendingBytes: Int { output.readableBytes }

    /// Compresses some more.
    package mutating func append(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        isDirty = true
        let stream = stream
        bytes.withUnsafeReadableBytes { source in
            // zlib only reads there, though its interface does not say so.
            stream.pointee.next_in = UnsafeMutableRawPointer(mutating: source.baseAddress)?
                .assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_in = UInt32(source.count)
            run(Z_NO_FLUSH)
        }
    }

    /// All compressed bytes since the last time, so that the other side can read everything that was appended
    /// (RFC 4978 §3 and §4); nil when nothing was.
    package mutating func flush() -> ByteBuffer? {
        guard isDirty else { return nil }
        isDirty = false
        run(Z_SYNC_FLUSH)
        return takeOutput()
    }

    /// What can be had without a flush, which costs some compression.
    package mutating func takeOutput() -> ByteBuffer? {
        guard output.readableBytes > 0 else { return nil }
        defer { output = ByteBuffer() }
        return output
    }

    /// With room for the output, and a flush no more often than there is something to flush, deflate cannot fail.
    private mutating func run(_ flush: Int32) {
        let stream = stream
        let room = max(1 << 10, Int(stream.pointee.avail_in) / 2)
        repeat {
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
                stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(space.count)
                deflate(stream, flush)
                return space.count - Int(stream.pointee.avail_out)
            }
        } while stream.pointee.avail_out == 0
    }
}
