internal import IMAPClient
internal import IMAPCodec

/// What one run knows while it copies a folder.
struct CopyFacts: Sendable {
    /// The target folder as it was opened, with the flags it keeps.
    let targetMailbox: SelectedMailbox
    /// Largest message the target takes, bytes; nil when it did not say.
    let appendLimit: UInt64?
    let targetTakesMany: Bool
    /// Whether SHA-256 is taken of the bytes on their way: for a proof by bytes, and to tell which messages a crash
    /// doubles. For large messages it is half of our work, so nobody pays for it who will not ask.
    let digestsBodies: Bool
    let keywords = KeywordMemory()
    let stop: StopSignal
    let observe: @Sendable (MigrationEvent) -> Void

    /// Whether the target says that it keeps a flag, and the flag may stand in a command.
    func keeps(_ flag: Flag) -> Bool { targetMailbox.settles(flag) }

    /// The flags to send with a message: what the target keeps, and has not refused.
    func flags(for row: PlannedMessage) -> [Flag] {
        row.flags.filter { keeps($0) && !row.withheld.contains($0) && !keywords.refuses($0) }
    }

    /// The flags of a message that do not go with it. `\Recent` is no loss: servers set it by themselves.
    func dropped(of row: PlannedMessage, sending sent: [Flag]) -> [Flag] {
        guard sent.count < row.flags.count else { return [] }
        return row.flags.filter { $0 != .recent && !sent.contains($0) }
    }

    func observe(_ failure: FailedMessage, in mailbox: JournaledMailbox) {
        observe(
            .failed(
                mailbox: mailbox.source.decoded, uid: failure.uid.rawValue, code: failure.code,
                serverText: failure.serverText))
    }
}
