package import NIOCore
package import NIOHTTP1

/// Reads HTTP requests whole (RFC 9112), and sends what a closure answers. One request a connection: that is what mail
/// programs ask at most.
package final class SandboxRequestHandler: ChannelInboundHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias OutboundOut = ByteBuffer

    /// Longest body that is read; a longer one ends the connection. Bytes.
    package static let longestBody = 1 << 20

    private let answer: @Sendable (HTTPRequestHead, ByteBuffer) -> ByteBuffer?
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    /// - Parameter answer: the whole response, status line included; nil never answers.
    package init(answer: @escaping @Sendable (HTTPRequestHead, ByteBuffer) -> ByteBuffer?) { self.answer = answer }

    /// Puts it into a pipeline, behind what decodes for it.
    package static func add(
        to channel: any Channel, answer: @escaping @Sendable (HTTPRequestHead, ByteBuffer) -> ByteBuffer?
    ) throws {
        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
        try channel.pipeline.syncOperations.addHandler(SandboxRequestHandler(answer: answer))
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
        case .body(var bytes):
            body.writeBuffer(&bytes)
            if body.readableBytes > Self.longestBody { context.close(promise: nil) }
        case .end:
            guard let head, let response = answer(head, body) else { return }
            self.head = nil
            context.writeAndFlush(wrapOutboundOut(response), promise: nil)
            context.close(promise: nil)
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
