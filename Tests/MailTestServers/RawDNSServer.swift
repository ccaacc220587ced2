internal import NIOCore
internal import NIOPosix

/// A name server that answers with any bytes, over UDP and TCP of one port of 127.0.0.1, as long as a closure lasts.
package enum RawDNSServer {
    /// - Parameters:
    ///   - datagrams: gets a query; all of them are sent, in this order.
    ///   - stream: gets a query without its length; what is sent over TCP after it, lengths included (RFC 1035 §4.2.2).
    ///     Nil hears and says nothing.
    ///   - body: gets the port.
    @discardableResult
    package static func run<Value: Sendable>(
        datagrams: @escaping @Sendable (_ query: [UInt8]) -> [[UInt8]],
        stream: @escaping @Sendable (_ query: [UInt8]) -> [UInt8]? = { _ in nil }, body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result: Result<Value, any Error>
        do {
            let port = try await listen(on: group, datagrams: datagrams, stream: stream)
            result = .success(try await body(port))
        } catch {
            result = .failure(error)
        }
        try await group.shutdownGracefully()
        return try result.get()
    }

    /// A TCP port is chosen, and given up where UDP has it in use.
    private static func listen(
        on group: MultiThreadedEventLoopGroup, datagrams: @escaping @Sendable ([UInt8]) -> [[UInt8]],
        stream: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) async throws -> UInt16 {
        let server = ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(StreamHandler(answer: stream))
            }
        }
        let client = DatagramBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(DatagramHandler(answer: datagrams))
            }
        }
        while true {
            let listener = try await server.bind(host: "127.0.0.1", port: 0).get()
            let port = listener.localAddress?.port ?? 0
            if (try? await client.bind(host: "127.0.0.1", port: port).get()) != nil { return UInt16(port) }
            try await listener.close()
        }
    }
}

private final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let answer: @Sendable ([UInt8]) -> [[UInt8]]

    init(answer: @escaping @Sendable ([UInt8]) -> [[UInt8]]) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        for bytes in answer(Array(envelope.data.readableBytesView)) {
            let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: bytes))
            context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
        }
    }
}

/// Queries fit into one packet on loopback.
private final class StreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: @Sendable ([UInt8]) -> [UInt8]?

    init(answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let query = Array(unwrapInboundIn(data).readableBytesView.dropFirst(2))
        guard !query.isEmpty, let bytes = answer(query) else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
