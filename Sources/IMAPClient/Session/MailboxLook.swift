internal import IMAPCodec

/// A mailbox that was asked for; what is told of it waits until it is taken.
package struct MailboxLook: Sendable {
    let name: MailboxName
    let ids: [CommandPipeline.CommandID]
    let connection: IMAPConnection

    /// Waits for it; once.
    ///
    /// - Throws: `.refused` when it cannot be opened.
    package func mailbox() async throws(IMAPError) -> SelectedMailbox { try await connection.finish(self) }
}
