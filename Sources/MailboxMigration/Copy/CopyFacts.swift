internal import IMAPClient
internal import IMAPCodec

/// What one run knows while it copies a folder.
struct CopyFacts: Sendable {
    /// The target folder as it was opened, with the flags it keeps.
    let targetMailbox: SelectedMailbox
    /// Largest message the target takes, bytes; nil when it did not say.
    let appendLimit: UInt64?
    let targetTakesMany: Bool
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// The flags to send with a message: what the target keeps, and only what may stand in a command.
    func flags(for row: PlannedMessage) -> [Flag] { targetMailbox.settable(row.flags) }

    func observe(_ failure: FailedMessage, in mailbox: JournaledMailbox) {
        observe(
            .failed(
                mailbox: mailbox.source.decoded, uid: failure.uid.rawValue, code: failure.code,
                serverText: failure.serverText))
    }
}
