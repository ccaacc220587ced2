package import IMAPCodec

/// What became of messages that were to go to another mailbox.
package struct Relocation: Hashable, Sendable {
    /// UIDVALIDITY of the mailbox they went to; nil when the server told nothing of it.
    package var uidValidity: UIDValidity?
    /// The identifier each one has there, by the one it had. Those that did not go, or are not told of, are missing.
    package var uids: [UID: UID] = [:]
    /// The server's words where it ended with NO or BAD. Part of the messages may have gone nevertheless
    /// (RFC 6851 §3.3).
    package var refusal: StatusResponse?
}

/// From the open mailbox to another one.
extension IMAPConnection {
    /// Copies messages (RFC 9051 §6.4.7); flags and dates go along.
    package func copy(_ uids: UIDSet, to mailbox: MailboxName) async throws(IMAPError) -> Relocation {
        try await relocate(.uidCopy(uids, mailbox), uids)
    }

    /// Moves messages (RFC 6851). For servers with MOVE.
    package func move(_ uids: UIDSet, to mailbox: MailboxName) async throws(IMAPError) -> Relocation {
        try await relocate(.uidMove(uids, mailbox), uids)
    }

    private func relocate(_ command: Command, _ asked: UIDSet) async throws(IMAPError) -> Relocation {
        let answer = try await executeAll([command])
        var relocation = Relocation()
        // MOVE tells it in a response of its own, before the messages go (RFC 6851 §4.3).
        for case .status(let status) in answer.untagged { relocation.note(status.code, asked: asked) }
        for status in answer.statuses {
            relocation.note(status.code, asked: asked)
            if status.kind != .ok { relocation.refusal = status }
        }
        return relocation
    }
}

extension Relocation {
    /// Sets of different sizes tell nothing about any message.
    fileprivate mutating func note(_ code: ResponseCode?, asked: UIDSet) {
        guard case .copyUID(let validity, let from, let to)? = code, from.count == to.count, from.count <= asked.count
        else { return }
        uidValidity = validity
        let limit = Int(clamping: from.count)
        for (old, new) in zip(from.uids(limit: limit), to.uids(limit: limit)) where asked.contains(old) {
            uids[old] = new
        }
    }
}
