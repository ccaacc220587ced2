internal import NIOCore

/// One connection of a server that speaks in lines: moves the bytes, and does what its session says.
final class SandboxLineHandler<Session: SandboxLineSession>: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Received and not looked at, before reading stops (bytes).
    private static var backlog: Int { 1 << 16 }

    private var session: Session
    private let startTLS: (@Sendable () throws -> any ChannelHandler)?
    private var received = ByteBuffer()
    /// The line that is coming in is too long; the rest of it is passed over.
    private var isOverlong = false
    private var isReadWanted = false
    private var isOver = false

    /// - Parameter startTLS: makes the handler that comes before this one when the session wants it.
    init(_ session: Session, startTLS: (@Sendable () throws -> any ChannelHandler)?) {
        self.session = session
        self.startTLS = startTLS
    }

    func channelActive(context: ChannelHandlerContext) { perform(session.begin(), context) }

    func channelInactive(context: ChannelHandlerContext) {
        isOver = true
        session.ended()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        proceed(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        proceed(context)
        context.fireChannelWritabilityChanged()
    }

    func read(context: ChannelHandlerContext) {
        if received.readableBytes < Self.backlog { context.read() } else { isReadWanted = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Nothing is answered while the client does not take what it has asked for.
    private func proceed(_ context: ChannelHandlerContext) {
        while !isOver, context.channel.isWritable, let line = nextLine() {
            perform(session.received(line.bytes), context)
        }
        received.discardReadBytes()
        if isReadWanted, received.readableBytes < Self.backlog {
            isReadWanted = false
            context.read()
        }
    }

    private func nextLine() -> (bytes: ByteBuffer?, Void)? {
        guard let end = received.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
            // Two more for the line's end.
            if received.readableBytes > session.longestLine + 2 {
                isOverlong = true
                received.clear()
            }
            return nil
        }
        let length = end - received.readerIndex
        guard var line = received.readSlice(length: length + 1) else { return nil }
        line.moveWriterIndex(to: line.writerIndex - 1)
        if line.readableBytesView.last == UInt8(ascii: "\r") { line.moveWriterIndex(to: line.writerIndex - 1) }
        defer { isOverlong = false }
        return (isOverlong || line.readableBytes > session.longestLine ? nil : line, ())
    }

    private func perform(_ actions: [SandboxReplyAction], _ context: ChannelHandlerContext) {
        for action in actions where !isOver {
            switch action {
            case .send(let bytes): context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
            case .startTLS: secure(context)
            case .close:
                isOver = true
                context.close(promise: nil)
            }
        }
    }

    private func secure(_ context: ChannelHandlerContext) {
        // What came before TLS cannot be from the client for certain (RFC 3207 §4.2).
        received.clear()
        do {
            guard let startTLS else { throw ChannelError.operationUnsupported }
            try context.pipeline.syncOperations.addHandler(startTLS(), position: .first)
            session.secured()
        } catch {
            isOver = true
            context.close(promise: nil)
        }
    }
}
