package import IMAPCodec
internal import MailCore

/// What SELECT tells, without staying in the mailbox.
extension IMAPConnection {
    /// Opens a mailbox for a moment: SELECT and UNSELECT in one round trip. Where UNSELECT is not offered it stays open.
    ///
    /// - Throws: `.refused` when it cannot be opened.
    package func look(at name: MailboxName) async throws(IMAPError) -> SelectedMailbox {
        guard capabilities.contains(.unselect) else { return try await select(name) }
        let answer = try await executeAll([.select(name), .unselect])
        mayHaveMailbox = false
        // UNSELECT answers nothing that could be taken for the mailbox's state (RFC 3691 §2).
        var mailbox = SelectedMailbox(name: name)
        for response in answer.untagged { mailbox.note(response) }
        if let status = answer.statuses.first, status.kind != .ok { throw .refused(command: "SELECT", status) }
        return mailbox
    }
}
