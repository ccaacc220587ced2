import NIOCore

/// Greets, answers nothing, and says one line over and over.
final class ChatteringServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let chatter: String
    private var repetition: RepeatedTask?

    init(_ chatter: String) { self.chatter = chatter }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        channel.writeAndFlush(ByteBuffer(string: "* OK [CAPABILITY IMAP4rev1] ready\r\n"), promise: nil)
        repetition = context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) {
            [chatter] _ in
            channel.writeAndFlush(ByteBuffer(string: chatter + "\r\n"), promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { repetition?.cancel() }
}
