internal import NIOCore

/// COMPRESS=DEFLATE (RFC 4978) between TLS and a protocol handler.
///
/// Reads: one slice at a time goes on, and the next one only when somebody behind us asks for it, so that a handler that
/// withholds `read` needs no memory for what a few bytes from the socket may stand for.
/// Writes: compressed until flush, then sent so that the server can read all of it.
final class CompressionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// After this many plain bytes no more are passed on unasked when the connection has ended.
    static let farewell = 1 << 20

    private var inflater: Inflater
    private var deflater: Deflater
    private var written: EventLoopPromise<Void>?
    /// Whether somebody behind us asked for bytes and has not got any since.
    private var isReadWanted = false
    private var isPassingOn = false
    private var isOver = false

    /// - Parameter received: compressed bytes that came in before there was this handler; they go on with the next `read`.
    init(received: ByteBuffer) throws(CompressionFailure) {
        inflater = try Inflater()
        deflater = try Deflater()
        inflater.append(received)
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        isReadWanted = true
        passOn(context: context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        inflater.append(unwrapInboundIn(data))
        passOn(context: context)
    }

    /// The socket does not ask again after a slice, as the channel does for it after each of its reads.
    private func passOn(context: ChannelHandlerContext) {
        guard !isPassingOn else { return }
        isPassingOn = true
        while isReadWanted, let slice = nextSlice(context: context) {
            isReadWanted = false
            context.fireChannelRead(wrapInboundOut(slice))
            context.fireChannelReadComplete()
            context.channel.pipeline.syncOperations.read()
        }
        isPassingOn = false
        if isReadWanted, !isOver { context.read() }
    }

    private func nextSlice(context: ChannelHandlerContext) -> ByteBuffer? {
        guard !isOver else { return nil }
        do throws(CompressionFailure) {
            return try inflater.next(allocator: context.channel.allocator)
        } catch {
            stop()
            context.fireErrorCaught(TransportError.compression(error))
            context.close(mode: .all, promise: nil)
            return nil
        }
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(TransportError.closed(.established))
            return
        }
        deflater.append(unwrapOutboundIn(data))
        written.setOrCascade(to: promise)
    }

    func flush(context: ChannelHandlerContext) {
        if let bytes = deflater.flush() {
            context.write(wrapOutboundOut(bytes), promise: written)
            written = nil
        }
        context.flush()
    }

    // MARK: The end

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all { stop() }
        context.close(mode: mode, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        passOnFarewell(context: context)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        passOnFarewell(context: context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    /// What the server said last, such as BYE and why: nobody can ask for it any more.
    private func passOnFarewell(context: ChannelHandlerContext) {
        var passedOn = 0
        while passedOn < Self.farewell, let slice = nextSlice(context: context) {
            passedOn += slice.readableBytes
            context.fireChannelRead(wrapInboundOut(slice))
        }
        stop()
    }

    private func stop() {
        isOver = true
        written?.fail(TransportError.closed(.established))
        written = nil
    }
}
