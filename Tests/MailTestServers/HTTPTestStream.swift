internal import NIOCore

/// What a web server sends without minding what it was asked: a beginning, and pieces that are repeated.
package struct HTTPTestStream: Sendable {
    let beginning: [UInt8]
    let piece: [UInt8]
    let count: Int
    let pause: TimeAmount

    /// - Parameters:
    ///   - count: of the pieces; without limit unless said.
    ///   - pause: before each piece.
    package init(_ beginning: String, piece: [UInt8] = [], count: Int = .max, pause: Duration = .zero) {
        self.beginning = Array(beginning.utf8)
        self.piece = piece
        self.count = count
        self.pause = TimeAmount(pause)
    }

    /// Serves the stream to every connection, and closes behind its end.
    ///
    /// - Parameters:
    ///   - saysGoodbye: whether TLS ends with close_notify.
    ///   - body: gets the port, and how many pieces went out over each connection that has ended.
    @discardableResult
    package func run<Value: Sendable>(
        certificate: TestCertificateFiles?, saysGoodbye: Bool = true,
        body: (UInt16, AsyncStream<Int>) async throws -> Value
    ) async throws -> Value {
        let (ends, continuation) = AsyncStream.makeStream(of: Int.self)
        return try await TestListener.run(
            configure: { channel in
                if let certificate {
                    try channel.pipeline.syncOperations.addHandler(
                        TestTLSHandler(certificate, saysGoodbye: saysGoodbye))
                }
                try channel.pipeline.syncOperations.addHandler(StreamingHandler(stream: self, ends: continuation))
            }, body: { port in try await body(port, ends) })
    }
}

private final class StreamingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let stream: HTTPTestStream
    private let ends: AsyncStream<Int>.Continuation
    private var isAsked = false
    private var sent = 0

    init(stream: HTTPTestStream, ends: AsyncStream<Int>.Continuation) {
        self.stream = stream
        self.ends = ends
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAsked else { return }
        isAsked = true
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: stream.beginning)), promise: nil)
        sendNext(context: context)
    }

    func channelInactive(context: ChannelHandlerContext) { ends.yield(sent) }

    private func sendNext(context: ChannelHandlerContext) {
        guard sent < stream.count, !stream.piece.isEmpty else { return context.close(promise: nil) }
        context.eventLoop.assumeIsolated().scheduleTask(in: stream.pause) {
            self.sent += 1
            context.writeAndFlush(NIOAny(ByteBuffer(bytes: self.stream.piece))).assumeIsolated().whenSuccess {
                self.sendNext(context: context)
            }
        }
    }
}
