internal import CZlib
internal import NIOCore

/// COMPRESS=DEFLATE (RFC 4978) at the server's side: both directions of a connection.
final class DeflateStreams {
    /// What a client's bytes may stand for at a time.
    private static let slice = 65_536

    // zlib points back to the structures: they must not move.
    private let inflating: UnsafeMutablePointer<z_stream>
    private let deflating: UnsafeMutablePointer<z_stream>
    private var waiting = ByteBuffer()

    /// Nil without memory.
    init?() {
        inflating = .allocate(capacity: 1)
        deflating = .allocate(capacity: 1)
        inflating.initialize(to: z_stream())
        deflating.initialize(to: z_stream())
        let level: Int32 = 1
        guard godwit_inflateInit(inflating) == Z_OK, godwit_deflateInit(deflating, level) == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(inflating)
        deflateEnd(deflating)
        inflating.deallocate()
        deflating.deallocate()
    }

    /// Bytes from the client.
    func receive(_ bytes: ByteBuffer) {
        if waiting.readableBytes == 0 { waiting = bytes } else { waiting.writeImmutableBuffer(bytes) }
    }

    /// The next plain bytes; empty when more has to come in first, nil when it is damaged.
    func next() -> ByteBuffer? {
        var plain = ByteBuffer()
        var result = Z_OK
        let stream = inflating
        waiting.readWithUnsafeMutableReadableBytes { source in
            stream.pointee.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_in = UInt32(source.count)
            plain.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.slice) { space in
                stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(Self.slice)
                result = inflate(stream, Z_SYNC_FLUSH)
                return Self.slice - Int(stream.pointee.avail_out)
            }
            return source.count - Int(stream.pointee.avail_in)
        }
        return result == Z_OK || result == Z_BUF_ERROR ? plain : nil
    }

    /// Compressed bytes; the client can read all of them.
    func compressed(_ bytes: ByteBuffer, flushes: Bool) -> ByteBuffer {
        var bytes = bytes
        var output = ByteBuffer()
        let stream = deflating
        bytes.readWithUnsafeMutableReadableBytes { source in
            stream.pointee.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.slice) { space in
                    stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.pointee.avail_out = UInt32(Self.slice)
                    deflate(stream, flushes ? Z_SYNC_FLUSH : Z_NO_FLUSH)
                    return Self.slice - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
            return source.count
        }
        return output
    }
}
