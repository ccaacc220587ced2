internal import MailCore
internal import MailTransport
internal import NIOCore

/// Moves the lines of a ``GreetingDialogue``, within limits.
final class GreetingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the dialogue brought.
    struct Outcome: Sendable {
        var greeting: String?
        var capabilities: [String] = []
        var tls: TLSSummary?
    }

    private let host: String
    private let options: TransportOptions
    private let result: AbandonableResult<Outcome>
    private var dialogue: GreetingDialogue
    private var received = ByteBuffer()
    private var tls: TLSSummary?

    init(server: ServerSettings, options: TransportOptions, result: AbandonableResult<Outcome>) {
        host = server.host
        self.options = options
        self.result = result
        dialogue = GreetingDialogue(protocol: server.protocol, security: server.security)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        while let line = nextLine() { perform(dialogue.received(line), context: context) }
        if received.readableBytes > ByteLimits.serverText { fail(GreetingDialogue.Failure.otherService, context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(TransportError(error, stage: .established), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(TransportError.closed(.established), context)
    }

    private func nextLine() -> String? {
        guard let end = received.readableBytesView.firstIndex(of: 10) else { return nil }
        let length = end - received.readerIndex
        guard length <= ByteLimits.serverText, let bytes = received.readBytes(length: length) else { return nil }
        received.moveReaderIndex(forwardBy: 1)
        received.discardReadBytes()
        return DisplayText.clean(bytes: bytes.last == 13 ? bytes.dropLast() : bytes[...])
    }

    private func perform(_ action: GreetingDialogue.Action, context: ChannelHandlerContext) {
        switch action {
        case .wait: break
        case .send(let line):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
        case .startTLS: startTLS(context)
        case .finish:
            let outcome = Outcome(greeting: dialogue.greeting, capabilities: dialogue.capabilities, tls: tls)
            result.complete(with: .success(outcome))
            context.close(promise: nil)
        case .fail(let failure): fail(failure, context)
        }
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let unprocessed = received
        received.clear()
        MailConnector.startTLS(on: context.channel, host: host, options: options, unprocessed: unprocessed)
            .whenComplete { outcome in
                let (handler, context) = bound.value
                switch outcome {
                case .success(let summary):
                    handler.tls = summary
                    handler.perform(handler.dialogue.secured(), context: context)
                case .failure(let error): handler.fail(TransportError(error, stage: .tls), context)
                }
            }
    }

    /// The first outcome counts.
    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        result.complete(with: .failure(error))
        context.close(promise: nil)
    }
}
