internal import IMAPCodec

extension [MappedMailbox] {
    /// INBOX first, because its owner looks there first; then the largest, so that no large one is left to the end.
    func inOrderOfWork(_ counts: [MailboxName: UInt32]) -> [MappedMailbox] {
        let inbox = filter(\.source.name.isInbox)
        let others = filter { !$0.source.name.isInbox }
        return inbox + others.sorted { counts[$0.source.name] ?? 0 > counts[$1.source.name] ?? 0 }
    }
}
