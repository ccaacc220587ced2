package import NIOCore

/// A line that is longer than the one it runs over: what the client says arrives later.
package final class SandboxLatencyHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer

    private let delay: TimeAmount

    /// - Parameter roundTrip: there and back; all of it is spent on the way here.
    package init(roundTrip: Duration) { delay = TimeAmount(roundTrip) }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            context.fireChannelRead(self.wrapInboundOut(bytes))
            context.fireChannelReadComplete()
        }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {}
}
