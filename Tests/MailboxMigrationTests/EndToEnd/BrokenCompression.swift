import MailTestServers
import NIOCore
import NIOPosix

/// Stands in front of a server, agrees to COMPRESS in its place, and goes on in plain words.
final class BrokenCompression: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: any Channel

    private init(server: any Channel) { self.server = server }

    /// - Parameter body: gets the port to use in place of the server's.
    static func run<Value: Sendable>(before port: UInt16, body: (UInt16) async throws -> Value) async throws -> Value {
        try await TestListener.run { client in
            let ready = ClientBootstrap(group: client.eventLoop)
                .channelInitializer { server in
                    server.eventLoop.makeCompletedFuture {
                        try server.pipeline.syncOperations.addHandler(Passage(to: client))
                    }
                }
                .connect(host: "127.0.0.1", port: Int(port))
            // Nothing is read, and so nothing lost, before there is a way on.
            try client.syncOptions?.setOption(.autoRead, value: false)
            ready.assumeIsolated().whenSuccess { server in
                try? client.pipeline.syncOperations.addHandler(BrokenCompression(server: server))
                try? client.syncOptions?.setOption(.autoRead, value: true)
            }
            ready.assumeIsolated().whenFailure { _ in client.close(promise: nil) }
        } body: {
            try await body($0)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        let words = String(buffer: bytes).split(separator: " ")
        if words.dropFirst().first == "COMPRESS" {
            context.writeAndFlush(
                wrapOutboundOut(ByteBuffer(string: "\(words[0]) OK go\r\n* OK this is plain\r\n")), promise: nil)
        } else {
            server.writeAndFlush(bytes, promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { server.close(promise: nil) }
}

/// Passes on what the server says.
private final class Passage: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel

    init(to client: any Channel) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
