package import IMAPCodec
internal import MailCore
internal import NIOCore

/// What SELECT tells, without staying in the mailbox.
extension IMAPConnection {
    /// Opens a mailbox for a moment: SELECT and UNSELECT in one round trip. Where UNSELECT is not offered it stays open.
    ///
    /// - Throws: `.refused` when it cannot be opened.
    package func look(at name: MailboxName) async throws(IMAPError) -> SelectedMailbox {
        try await beginLook(at: name).mailbox()
    }

    /// The same, without waiting for the answer.
    package func beginLook(at name: MailboxName) async throws(IMAPError) -> MailboxLook {
        let leaving: [Command] = capabilities.contains(.unselect) ? [.unselect] : []
        let ids = try await send([.select(name)] + leaving)
        mayHaveMailbox = leaving.isEmpty
        return MailboxLook(name: name, ids: ids, connection: self)
    }

    func finish(_ look: MailboxLook) async throws(IMAPError) -> SelectedMailbox {
        defer { for id in look.ids { handler.value.forget(id) } }
        var gathered = GatheredResponses()
        for id in look.ids { try await gather(id, into: &gathered) }
        if let id = look.ids.first { _ = try status(of: id, command: "SELECT") }
        // UNSELECT answers nothing that could be taken for the mailbox's state (RFC 3691 §2).
        var mailbox = SelectedMailbox(name: look.name)
        for response in gathered.untagged { mailbox.note(response) }
        return mailbox
    }
}
