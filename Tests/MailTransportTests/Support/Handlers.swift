import NIOCore

/// Counts and sums up what arrives, and tells how it ended.
final class ByteCounter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    struct Total: Equatable, Sendable {
        var count = 0
        var checksum: UInt64 = 0
    }

    private var total = Total()
    private var error: (any Error)?
    private let ended: EventLoopPromise<Total>
    private let target: (count: Int, promise: EventLoopPromise<Total>)?

    /// - Parameters:
    ///   - ended: gets the total when the connection ends properly, its error otherwise.
    ///   - target: gets the total as soon as so many bytes are there.
    init(ended: EventLoopPromise<Total>, target: (count: Int, promise: EventLoopPromise<Total>)? = nil) {
        self.ended = ended
        self.target = target
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        total.add(bytes)
        if let target, total.count >= target.count { target.promise.succeed(total) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.error = error
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let error { ended.fail(error) } else { ended.succeed(total) }
        target?.promise.fail(error ?? ChannelError.eof)
    }
}

extension ByteCounter.Total {
    mutating func add(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { for byte in $0 { checksum = checksum &* 31 &+ UInt64(byte) } }
        count += bytes.readableBytes
    }
}

/// Lets `read` through only when open.
final class ReadGate: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private var isOpen: Bool
    private var context: ChannelHandlerContext?

    init(isOpen: Bool = false) { self.isOpen = isOpen }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func read(context: ChannelHandlerContext) {
        if isOpen { context.read() }
    }

    func open() {
        isOpen = true
        context?.read()
    }
}

/// Writes a stream of bytes as fast as the other side takes them, and tells when it is done.
final class StreamWriter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let pattern = (0..<(1 << 20) + 251).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ ($0 >> 8)) }

    private let size: Int
    private let pieceSize: Int
    private var sent = ByteCounter.Total()
    private let finished: EventLoopPromise<ByteCounter.Total>
    private let stalled: EventLoopPromise<Int>

    /// - Parameters:
    ///   - finished: gets the total when everything is written.
    ///   - stalled: gets the bytes written when the channel first says stop.
    init(
        size: Int, pieceSize: Int, finished: EventLoopPromise<ByteCounter.Total>, stalled: EventLoopPromise<Int>
    ) {
        self.size = size
        self.pieceSize = pieceSize
        self.finished = finished
        self.stalled = stalled
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { writeMore(context: context) }
    }

    func channelActive(context: ChannelHandlerContext) { writeMore(context: context) }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { writeMore(context: context) } else { stalled.succeed(sent.count) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finished.fail(ChannelError.eof)
        stalled.fail(ChannelError.eof)
    }

    private func writeMore(context: ChannelHandlerContext) {
        while context.channel.isWritable, sent.count < size {
            let count = min(pieceSize, size - sent.count)
            let bytes = ByteBuffer(bytes: Self.pattern.dropFirst(sent.count % 251).prefix(count))
            sent.add(bytes)
            let isLast = sent.count == size
            let written = context.writeAndFlush(wrapOutboundOut(bytes))
            guard isLast else { continue }
            written.map { [sent] in sent }.cascade(to: finished)
        }
    }
}

/// Sends a text as soon as the connection stands.
final class Greeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String
    private let closesAfterwards: Bool

    init(_ text: String, closesAfterwards: Bool = false) {
        self.text = text
        self.closesAfterwards = closesAfterwards
    }

    func channelActive(context: ChannelHandlerContext) {
        let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)))
        guard closesAfterwards else { return }
        written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
}

/// Lets `read` through until the first bytes came, and again when opened.
final class ReadGateAfterFirstBytes: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private enum State { case fresh, shut, open }

    private var state = State.fresh
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if state == .fresh { state = .shut }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if state != .shut { context.read() }
    }

    func open() {
        state = .open
        context?.read()
    }
}
