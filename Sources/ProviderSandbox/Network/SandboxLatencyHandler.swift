internal import NIOCore

/// A line that is longer than the one it runs over: what the client says arrives later.
final class SandboxLatencyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let delay: TimeAmount

    /// - Parameter roundTrip: there and back; all of it is spent on the way here.
    init(roundTrip: Duration) { delay = TimeAmount(roundTrip) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            context.fireChannelRead(self.wrapInboundOut(bytes))
            context.fireChannelReadComplete()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {}
}
