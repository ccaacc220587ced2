internal import NIOCore

/// Writes that wait for flush (or for the handshake), handed out as chunks worth a system call.
///
/// Small writes are joined: thirty pipelined commands become one record instead of thirty. Large ones are cut,
/// so that ciphertext never needs more memory than a few chunks.
struct PlaintextWrites {
    private var pending = CircularBuffer<(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)>()
    /// How many of the pending writes may go.
    private var flushedCount = 0

    static let chunkSize = 1 << 16

    mutating func append(_ bytes: ByteBuffer, promise: EventLoopPromise<Void>?) {
        pending.append((bytes, promise))
    }

    mutating func markFlush() { flushedCount = pending.count }

    /// The next chunk, and a promise to be kept when it is written.
    mutating func nextChunk(allocator: ByteBufferAllocator) -> (bytes: ByteBuffer, promise: EventLoopPromise<Void>?)? {
        guard flushedCount > 0, let first = pending.first else { return nil }
        if first.bytes.readableBytes >= Self.chunkSize { return cutFirst() }
        let (bytes, promise) = removeFirst()
        guard canJoinNext(to: bytes.readableBytes) else { return (bytes, promise) }
        return join(bytes, promise, allocator: allocator)
    }

    mutating func failAll(with error: any Error) {
        flushedCount = 0
        while let write = pending.popFirst() { write.promise?.fail(error) }
    }

    private mutating func removeFirst() -> (bytes: ByteBuffer, promise: EventLoopPromise<Void>?) {
        flushedCount -= 1
        return pending.removeFirst()
    }

    private mutating func cutFirst() -> (bytes: ByteBuffer, promise: EventLoopPromise<Void>?)? {
        let index = pending.startIndex
        guard pending[index].bytes.readableBytes > Self.chunkSize else { return removeFirst() }
        return pending[index].bytes.readSlice(length: Self.chunkSize).map { ($0, nil) }
    }

    private func canJoinNext(to count: Int) -> Bool {
        guard flushedCount > 0, let next = pending.first else { return false }
        return next.bytes.readableBytes <= Self.chunkSize - count
    }

    private mutating func join(
        _ first: ByteBuffer, _ firstPromise: EventLoopPromise<Void>?, allocator: ByteBufferAllocator
    ) -> (bytes: ByteBuffer, promise: EventLoopPromise<Void>?) {
        var joined = allocator.buffer(capacity: Self.chunkSize)
        joined.writeImmutableBuffer(first)
        var promise = firstPromise
        while canJoinNext(to: joined.readableBytes) {
            let (bytes, nextPromise) = removeFirst()
            joined.writeImmutableBuffer(bytes)
            promise.setOrCascade(to: nextPromise)
        }
        return (joined, promise)
    }
}
