package import MailCore
package import NIOCore

/// A conversation in lines, in which the server answers in the order of the commands. To be used on the connection's event
/// loop only, by an actor that lives there.
package struct Conversation<Decoder: ReplyDecoder>: Sendable {
    package let channel: any Channel
    private let handler: NIOLoopBound<ConversationHandler<Decoder>>

    /// Connects. The greeting is the answer to the command ``greeting``.
    ///
    /// - Returns: also what TLS agreed on, where it began with the first byte.
    package static func connect(
        _ decoder: Decoder, greeting: Decoder.Expectation, to target: TransportTarget, on eventLoop: any EventLoop,
        options: TransportOptions, log: ConversationLog
    ) async throws(ConversationError) -> (conversation: Conversation, tls: TLSSummary?) {
        let made = eventLoop.makePromise(of: NIOLoopBound<ConversationHandler<Decoder>>.self)
        let established: EstablishedConnection
        do {
            established = try await MailConnector.connect(to: target, on: eventLoop, options: options) { channel in
                let handler = ConversationHandler(
                    decoder, greeting: greeting, host: target.host, options: options, log: log)
                try channel.pipeline.syncOperations.addHandler(handler)
                made.succeed(NIOLoopBound(handler, eventLoop: channel.eventLoop))
            }
        } catch {
            made.fail(error)
            throw .transport(error)
        }
        guard let handler = try? await made.futureResult.get() else { throw .transport(.closed(.connect)) }
        return (Conversation(channel: established.channel, handler: handler), established.tls)
    }

    /// The command that the greeting answers.
    package static var greeting: Int { 0 }

    /// What TLS agreed on, where STARTTLS began it.
    package var tls: TLSSummary? { handler.value.tls }

    package var isOpen: Bool { handler.value.failure == nil }

    /// Why the connection ended.
    package var failure: ConversationError? { handler.value.failure }

    /// Writes a command. Does not wait for the answer.
    package func send(
        _ command: LineCommand<Decoder.Expectation>, flush: Bool = true
    ) throws(ConversationError) -> Int { try handler.value.begin(command, flush: flush) }

    /// Sends what was written without being flushed.
    package func flush() { handler.value.flush() }

    /// Answers a challenge, or cancels with `*` when there is no answer.
    package func answer(_ secret: Secret?) {
        guard let secret else { return handler.value.write([UInt8(ascii: "*")], transcript: "*", flush: true) }
        var line = secret.withBytes { copy $0 }
        handler.value.write(line, transcript: "‹secret›", flush: true)
        line.wipe()
    }

    /// The next piece of a command's answer; nil when the command is complete.
    package func next(
        of id: Int, isolation: isolated any Actor = #isolation
    ) async throws(ConversationError) -> Decoder.Piece? {
        while true {
            guard let exchange = handler.value.exchange(id) else { throw handler.value.failure ?? .cancelled }
            if let piece = handler.value.takePiece(of: exchange) { return piece }
            if let outcome = exchange.outcome {
                try outcome.get()
                return nil
            }
            if exchange.takeChallenge() != nil { throw .unexpectedChallenge }
            await wait(for: exchange, isolation)
        }
    }

    /// Waits for the next challenge; nil when the server answered the command instead.
    package func challenge(
        of id: Int, isolation: isolated any Actor = #isolation
    ) async throws(ConversationError) -> [UInt8]? {
        while true {
            guard let exchange = handler.value.exchange(id) else { throw handler.value.failure ?? .cancelled }
            if let challenge = exchange.takeChallenge() { return challenge }
            if let outcome = exchange.outcome {
                try outcome.get()
                return nil
            }
            await wait(for: exchange, isolation)
        }
    }

    /// Nobody asks for the answer any more. One that is still to come is passed over.
    package func forget(_ id: Int) { handler.value.forget(id) }

    /// Closes without a goodbye; safe to call twice.
    package func close(because error: ConversationError = .transport(.closed(.established))) async {
        handler.value.close(because: error)
        try? await channel.closeFuture.get()
    }

    /// Cancelling the task ends the connection: half a command cannot be taken back.
    private func wait(for exchange: ConversationExchange<Decoder>, _ isolation: isolated any Actor) async {
        let channel = channel
        await withTaskCancellationHandler {
            await Self.wait(for: exchange, on: isolation)
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// A closure that does not use the actor runs elsewhere, and exchanges must only be touched on their loop.
    private static func wait(for exchange: ConversationExchange<Decoder>, on isolation: isolated any Actor) async {
        await withCheckedContinuation { exchange.setWaiter($0) }
    }
}
