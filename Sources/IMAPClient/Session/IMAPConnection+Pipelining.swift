internal import DequeModule
internal import IMAPCodec
internal import NIOCore

/// Many short commands in few round trips.
extension IMAPConnection {
    /// Most commands that wait for their answers at once. Bounds what lies in the buffers of both sides, so that
    /// neither has to stop reading before it can go on writing.
    static let pipelineDepth = 256

    /// Sends commands without waiting for the answer of the one before. Only for commands that change nothing in each
    /// other's answers (RFC 9051 §5.5): a server may work on such ones in any order, so what it tells is not told apart
    /// by command.
    ///
    /// - Returns: how each command ended, in the order given, NO and BAD included; and everything that was told.
    func executeAll(
        _ commands: [Command]
    ) async throws(IMAPError) -> (statuses: [StatusResponse], untagged: [UntaggedResponse]) {
        var open = Deque<CommandPipeline.CommandID>()
        // What is still open when something goes wrong is of no use to anybody.
        defer { for id in open { handler.value.forget(id) } }
        var waiting = commands[...]
        var statuses: [StatusResponse] = []
        var gathered = GatheredResponses()
        while true {
            if !waiting.isEmpty, open.count <= Self.pipelineDepth / 2 {
                let next = waiting.prefix(Self.pipelineDepth - open.count)
                open.append(contentsOf: try await send(next))
                waiting = waiting.dropFirst(next.count)
            }
            guard let id = open.first else { return (statuses, gathered.untagged) }
            try await gather(id, into: &gathered)
            statuses.append(try finish(id))
            open.removeFirst()
        }
    }

    /// How a command that is complete ended, whether well or not.
    private func finish(_ id: CommandPipeline.CommandID) throws(IMAPError) -> StatusResponse {
        guard let outcome = handler.value.exchange(id)?.outcome else { throw handler.value.error ?? .cancelled }
        handler.value.forget(id)
        return try outcome.get()
    }
}
