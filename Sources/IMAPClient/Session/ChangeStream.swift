package import IMAPCodec

/// Something in a mailbox that is not as it was.
package enum MailboxChange: Hashable, Sendable {
    /// A message changed or came: its flags, and its mod-sequence.
    case changed(FetchAttributes)
    /// These are gone, as ranges: a set may stand for more identifiers than there ever were.
    case vanished(UIDSet)

    init?(_ response: UntaggedResponse) {
        switch response {
        case .fetch(let attributes): self = .changed(attributes)
        case .vanished(let uids, _): self = .vanished(uids)
        default: return nil
        }
    }

    /// Whether it is told of which message it is.
    var isIdentified: Bool {
        if case .changed(let attributes) = self { attributes.uid != nil } else { true }
    }
}

/// Changes on their way. They wait at the server while nobody takes them.
package struct ChangeStream: Sendable {
    let id: CommandPipeline.CommandID
    let command: Command
    let connection: IMAPConnection

    /// The next change; nil when all were told. A message may be told more than once, the last time as it is now.
    ///
    /// - Throws: ``IMAPError``; `.refused` when the server ended with NO or BAD.
    package func next() async throws(IMAPError) -> MailboxChange? {
        while let event = try await connection.nextEvent(of: id) {
            if case .untagged(let response) = event, let change = MailboxChange(response) { return change }
        }
        _ = try await connection.conclude(id, command)
        return nil
    }

    /// Gives up the rest: it is passed over while it arrives.
    package func passOver() async { await connection.forget(id) }
}
