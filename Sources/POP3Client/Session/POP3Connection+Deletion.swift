internal import DequeModule
internal import MailTransport

/// Marking messages for deletion. They are deleted by ``POP3Connection/quit()`` alone: whoever loses the connection before has
/// deleted nothing (RFC 1939 §6).
extension POP3Connection {
    /// DELE.
    ///
    /// - Returns: the messages that the server did not mark, with its words.
    package func markForDeletion(_ numbers: [MessageNumber]) async throws(POP3Error) -> [MessageNumber: POP3Reply] {
        var refused: [MessageNumber: POP3Reply] = [:]
        var waiting = numbers[...]
        var open = Deque<(id: Int, number: MessageNumber)>()
        defer { for command in open { conversation.forget(command.id) } }
        let depth = capabilities.hasPipelining ? ConversationLimits.pipelineDepth : 1
        while true {
            if open.count <= depth / 2 {
                let next = waiting.prefix(depth - open.count)
                for number in next {
                    let id = try send(LineCommand("DELE \(number.rawValue)", expecting: .status), flush: false)
                    open.append((id, number))
                }
                waiting = waiting.dropFirst(next.count)
                conversation.flush()
            }
            guard let first = open.first else { return refused }
            let reply = try await status(of: first.id)
            conversation.forget(first.id)
            open.removeFirst()
            if !reply.isPositive { refused[first.number] = reply }
        }
    }

    /// RSET: nothing is marked any more.
    package func unmarkAll() async throws(POP3Error) { try await execute(LineCommand("RSET", expecting: .status)) }
}
