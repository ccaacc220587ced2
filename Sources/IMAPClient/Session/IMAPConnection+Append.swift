package import IMAPCodec
package import NIOCore

/// An APPEND (or MULTIAPPEND) that is being written.
package struct AppendCommand: Sendable, Hashable {
    let id: CommandPipeline.CommandID
}

/// How an APPEND ended.
package enum AppendOutcome: Hashable, Sendable {
    /// All messages are stored. Their identifiers in the order sent, where the server tells (RFC 4315 §3).
    case stored(validity: UIDValidity?, uids: UIDSet?)
    /// None of them is (RFC 3502 §6.3.11).
    case refused(StatusResponse)
}

/// Writing messages to a mailbox as they come in. The order of calls is: begin, then for each message its header and
/// all its bytes, then end; the outcome can be asked for later, while the next command is already being written.
extension IMAPConnection {
    /// - Throws: `.refused` when the server does not even take the mailbox's name; the connection goes on then.
    package func beginAppend(to mailbox: MailboxName) async throws(IMAPError) -> AppendCommand {
        // Built before the command begins: a name that cannot be sent leaves the connection as it is.
        var buffer = CommandBuffer(literals: capabilities.literalSupport)
        buffer.raw(" APPEND ")
        do { try buffer.string(mailbox.wire) } catch { throw .unencodableArgument }
        try await takeTurn()
        do throws(IMAPError) {
            let begun = try handler.value.begin(.append)
            log.client(begun.tag + buffer.transcript + " …")
            appendBytes(channel.allocator.buffer(string: begun.tag), flush: false)
            try await writeName(buffer.segments, of: begun.id)
            return AppendCommand(id: begun.id)
        } catch {
            handler.value.endTurn()
            throw error
        }
    }

    /// Waits for the server's go-ahead where the mailbox's name needs a literal.
    private func writeName(_ segments: [[UInt8]], of id: CommandPipeline.CommandID) async throws(IMAPError) {
        for (offset, segment) in segments.enumerated() {
            let waits = offset < segments.count - 1
            if waits { handler.value.phaseChanged(of: id, to: .awaitingGoAhead) }
            appendBytes(channel.allocator.buffer(bytes: segment), flush: waits)
            guard waits, try await goAhead(for: id) == nil else { continue }
            defer { handler.value.forget(id) }
            _ = try status(of: id, command: "APPEND")
        }
    }

    /// Announces one message. Waits for the server's go-ahead where the literal needs it.
    ///
    /// - Returns: false when the server refused instead; ``outcome(of:)`` then has its words.
    package func appendHeader(_ header: AppendHeader, to command: AppendCommand) async throws(IMAPError) -> Bool {
        let (text, waits) = header.wire(literals: capabilities.literalSupport)
        if waits { handler.value.phaseChanged(of: command.id, to: .awaitingGoAhead) }
        appendBytes(channel.allocator.buffer(string: text), flush: waits)
        guard waits else { return true }
        return try await goAhead(for: command.id) != nil
    }

    /// Passes on a piece of the announced message; waits while the socket is full.
    package func appendBody(_ bytes: ByteBuffer) async throws(IMAPError) {
        appendBytes(bytes, flush: false)
        unflushed += bytes.readableBytes
        if unflushed >= Self.flushThreshold {
            handler.value.flush()
            unflushed = 0
            try await waitUntilWritable()
        }
    }

    /// Hands all that was passed on to the system, for who ends the command later.
    package func flushAppend() {
        handler.value.flush()
        unflushed = 0
    }

    /// Ends the command. Others may write from here on.
    package func endAppend(_ command: AppendCommand) throws(IMAPError) {
        handler.value.phaseChanged(of: command.id, to: .sent)
        appendBytes(channel.allocator.buffer(string: "\r\n"), flush: true)
        unflushed = 0
        handler.value.endTurn()
        if let error = handler.value.error { throw error }
    }

    /// Gives up the turn of a command the server refused before its end (in answer to an announced literal).
    package func abandonAppend() {
        unflushed = 0
        handler.value.endTurn()
    }

    /// Whether the server has given its verdict, so that nobody waits who asks for it.
    package func isAnswered(_ command: AppendCommand) -> Bool { handler.value.exchange(command.id)?.outcome != nil }

    /// Waits for the server's verdict.
    package func outcome(of command: AppendCommand) async throws(IMAPError) -> AppendOutcome {
        while try await nextEvent(of: command.id) != nil {}
        guard let result = handler.value.exchange(command.id)?.outcome else { throw .cancelled }
        handler.value.forget(command.id)
        let status = try result.get()
        guard status.kind == .ok else { return .refused(status) }
        if case .appendUID(let validity, let uids)? = status.code { return .stored(validity: validity, uids: uids) }
        return .stored(validity: nil, uids: nil)
    }

    /// Small writes are gathered up to this many bytes, because each flush is a system call.
    static let flushThreshold = 64 << 10

    private func appendBytes(_ bytes: ByteBuffer, flush: Bool) {
        handler.value.write(bytes, flush: flush)
    }
}
