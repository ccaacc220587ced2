internal import IMAPClient
internal import IMAPCodec

/// A folder that is to be looked at, and what the source told about it beforehand.
struct FolderWork: Sendable {
    var place: MappedMailbox
    let status: MailboxStatus?
    /// Whether its owner subscribed to it at the source, and not yet at the target.
    let isToBeSubscribed: Bool
    /// Whether an earlier run was through with it, and at most flags have changed since.
    var hasSameMessages = false

    var messages: Int { Int(status?.messages ?? 0) }
}

extension [FolderWork] {
    /// As the source told beforehand (count).
    var messages: Int { reduce(0) { $0 + $1.messages } }

    /// INBOX first, because its owner looks there first; then the largest, so that no large one is left to the end.
    var inOrder: [FolderWork] {
        filter(\.place.source.name.isInbox)
            + filter { !$0.place.source.name.isInbox }.sorted { $0.messages > $1.messages }
    }
}
