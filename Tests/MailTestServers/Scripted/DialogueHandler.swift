internal import NIOCore

/// Moves the bytes of one scripted connection.
final class DialogueHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var machine: DialogueMachine
    private var buffer = ByteBuffer()
    private var isOver = false
    private let certificate: TestCertificateFiles?
    private let ended: EventLoopPromise<Void>

    /// - Parameter ended: told when the connection is gone or the client said something unexpected.
    init(_ dialogue: Dialogue, certificate: TestCertificateFiles?, ended: EventLoopPromise<Void>) {
        machine = DialogueMachine(dialogue)
        self.certificate = certificate
        self.ended = ended
    }

    func channelActive(context: ChannelHandlerContext) { perform(machine.proceed(), context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var arrived = unwrapInboundIn(data)
        buffer.writeBuffer(&arrived)
        while !isOver, let end = buffer.readableBytesView.firstIndex(of: 10) {
            let line = buffer.readString(length: end - buffer.readerIndex + 1) ?? ""
            perform(machine.received(line.hasSuffix("\r\n") ? String(line.dropLast()) : line), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let expected = machine.unfinished, !isOver {
            ended.fail(DialogueError.unfinished(expected: expected))
        } else {
            ended.succeed()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func perform(_ actions: [DialogueMachine.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .send(let bytes):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            case .startTLS:
                startTLS(context)
            case .close:
                isOver = true
                context.close(promise: nil)
            case .fail(let expected, let received):
                isOver = true
                ended.fail(DialogueError.unexpected(expected: expected, received: received))
                context.close(promise: nil)
            }
        }
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        do {
            guard let certificate else { throw DialogueError.notAStep("tls, without a certificate") }
            try context.pipeline.syncOperations.addHandler(TestTLSHandler(certificate), position: .first)
        } catch {
            ended.fail(error)
            context.close(promise: nil)
        }
    }
}
