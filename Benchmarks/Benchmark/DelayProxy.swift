import NIOCore
import NIOPosix

/// A line with a round trip: passes bytes on after half of it, in each direction. A connection costs what it costs on a
/// real line: the greeting is seen two round trips after connecting.
struct DelayProxy {
    let milliseconds: Int

    /// - Parameter body: gets the port that leads to `port` of 127.0.0.1.
    func run<Result: Sendable>(to port: UInt16, _ body: (UInt16) async throws -> Result) async throws -> Result {
        guard milliseconds > 0 else { return try await body(port) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let oneWay = TimeAmount.microseconds(Int64(milliseconds) * 500)
        let listener = try await ServerBootstrap(group: group)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { near in
                near.eventLoop.scheduleTask(in: oneWay + oneWay + oneWay) {
                    Self.connect(near, to: port, delay: oneWay)
                }
                return near.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(UInt16(listener.localAddress?.port ?? 0)))
        } catch {
            result = .failure(error)
        }
        try await group.shutdownGracefully()
        return try result.get()
    }

    private static func connect(_ near: any Channel, to port: UInt16, delay: TimeAmount) {
        ClientBootstrap(group: near.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: Int(port))
            .whenComplete { result in
                do {
                    let far = try result.get()
                    try near.pipeline.syncOperations.addHandler(DelayHandler(to: far, delay: delay))
                    try far.pipeline.syncOperations.addHandler(DelayHandler(to: near, delay: delay))
                    near.read()
                    far.read()
                } catch {
                    near.close(promise: nil)
                }
            }
    }
}

/// One direction.
private final class DelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Most bytes on the way, as a window of TCP bounds them.
    private static let window = 16 << 20

    private let other: any Channel
    private let delay: TimeAmount
    private var underWay = 0
    private var isWaiting = false

    init(to other: any Channel, delay: TimeAmount) {
        self.other = other
        self.delay = delay
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        underWay += bytes.readableBytes
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
        context.value.eventLoop.scheduleTask(in: delay) {
            handler.value.other.writeAndFlush(bytes).whenComplete { _ in
                handler.value.arrived(bytes.readableBytes, context.value)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if underWay < Self.window { context.read() } else { isWaiting = true }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let other = other
        context.eventLoop.scheduleTask(in: delay) { other.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func arrived(_ count: Int, _ context: ChannelHandlerContext) {
        underWay -= count
        guard isWaiting, underWay < Self.window / 2 else { return }
        isWaiting = false
        context.read()
    }
}
