internal import NIOCore

/// A name server on a free UDP port of 127.0.0.1 that lives as long as a closure.
public enum SandboxDNSServer {
    /// - Parameters:
    ///   - answer: gets the name asked for, in lower case without the last dot, and the type's number; nil is
    ///     silence.
    ///   - body: gets the port.
    @discardableResult
    public static func run<Value: Sendable>(
        answer: @escaping @Sendable (_ name: String, _ type: UInt16) -> SandboxDNSAnswer?,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await SandboxListener.withListener { try await body(listen(on: $0, answer: answer)) }
    }

    /// A server that knows these records and says that no other name exists.
    @discardableResult
    public static func run<Value: Sendable>(
        zone: SandboxDNSZone, isAuthenticated: Bool = false, body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await run(
            answer: { SandboxDNSAnswer(from: zone, name: $0, type: $1, isAuthenticated: isAuthenticated) }, body: body)
    }

    /// - Returns: the port.
    static func listen(
        on listener: SandboxListener,
        answer: @escaping @Sendable (_ name: String, _ type: UInt16) -> SandboxDNSAnswer?
    ) async throws -> UInt16 {
        try await listener.listenForDatagrams { channel in
            try channel.pipeline.syncOperations.addHandler(AnsweringHandler(answer: answer))
        }
    }
}

private final class AnsweringHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let answer: @Sendable (String, UInt16) -> SandboxDNSAnswer?

    init(answer: @escaping @Sendable (String, UInt16) -> SandboxDNSAnswer?) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let question = SandboxDNSQuestion(envelope.data), let answer = answer(question.name, question.type)
        else { return }
        let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: question.reply(with: answer))
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
    }
}
