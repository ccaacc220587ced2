import NIOCore

/// Has a proxy connect, and leaves the pipeline when it has.
final class ProxyHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var dialogue: any ProxyDialogue
    private let connected: EventLoopPromise<ByteBuffer>
    private var received = ByteBuffer()
    private var isOver = false

    /// - Parameter connected: what the server has said already, behind the proxy's last word.
    init(_ dialogue: any ProxyDialogue, connected: EventLoopPromise<ByteBuffer>) {
        self.dialogue = dialogue
        self.connected = connected
    }

    func handlerAdded(context: ChannelHandlerContext) {
        say(dialogue.opening(), context)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        received.writeImmutableBuffer(unwrapInboundIn(data))
        do throws(TransportError) {
            while true {
                switch try dialogue.receive(&received) {
                case .wait: return
                case .say(let bytes): say(bytes, context)
                case .connected:
                    isOver = true
                    context.pipeline.syncOperations.removeHandler(self).map { [received] in received }
                        .cascade(to: connected)
                    return
                }
            }
        } catch {
            isOver = true
            connected.fail(error)
            context.close(promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isOver { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        connected.fail(TransportError.closed(.connect))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        connected.fail(TransportError(error, stage: .connect))
        context.close(promise: nil)
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
