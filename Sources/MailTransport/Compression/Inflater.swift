internal import CZlib
package import NIOCore

/// Compressed bytes in, plain ones out, a slice at a time (RFC 1951 without a header, as RFC 4978 §4 has it). No input
/// or output.
///
/// A few bytes may stand for a thousand times as many: they are kept as they came until a slice is asked for.
package struct Inflater: ~Copyable {
    /// Most bytes of one slice.
    package static let sliceSize = 64 << 10

    private let stream: UnsafeMutablePointer<z_stream>
    private var input = ByteBuffer()
    private var hasEnded = false
    /// zlib keeps back what did not fit into the last slice.
    private var hasMoreOutput = false

    /// - Throws: ``CompressionFailure/unavailable``
    package init() throws(CompressionFailure) {
        // zlib points back to the structure: it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard godwit_inflateInit(stream) == Z_OK else { throw .unavailable }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Compressed bytes that are still to be read.
    package var pendingBytes: Int { input.readableBytes }

    /// Adds compressed bytes behind those that are there.
    package mutating func append(_ bytes: ByteBuffer) {
        if input.readableBytes == 0 { input = bytes } else { input.writeImmutableBuffer(bytes) }
    }

    /// The next plain bytes, at most ``sliceSize``; nil when more has to come in first.
    package mutating func next(allocator: ByteBufferAllocator) throws(CompressionFailure) -> ByteBuffer? {
        while !hasEnded, hasMoreOutput || input.readableBytes > 0 {
            // An answer to a short command needs no large buffer.
            let room = hasMoreOutput ? Self.sliceSize : min(Self.sliceSize, max(1 << 10, input.readableBytes * 4))
            var slice = allocator.buffer(capacity: room)
            try inflateSlice(into: &slice, room: room)
            if slice.readableBytes > 0 { return slice }
        }
        guard input.readableBytes == 0 else { throw .dataBehindEnd }
        return nil
    }

    private mutating func inflateSlice(into slice: inout ByteBuffer, room: Int) throws(CompressionFailure) {
        let stream = stream
        var result = Z_OK
        var produced = 0
        input.readWithUnsafeReadableBytes { source in
            // zlib only reads there, though its interface does not say so. UInt32 holds the size of any ByteBuffer.
            stream.pointee.next_in = UnsafeMutableRawPointer(mutating: source.baseAddress)?
                .assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_in = UInt32(source.count)
            produced = slice.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
                stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(room)
                result = inflate(stream, Z_SYNC_FLUSH)
                return room - Int(stream.pointee.avail_out)
            }
            return source.count - Int(stream.pointee.avail_in)
        }
        hasMoreOutput = produced == room
        switch result {
        // Nothing to do is no error (zlib.h).
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: hasEnded = true
        case Z_MEM_ERROR: throw .unavailable
        default: throw .damaged(reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib \(result)")
        }
    }
}
