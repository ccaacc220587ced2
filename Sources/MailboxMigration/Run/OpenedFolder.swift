internal import IMAPClient
internal import IMAPCodec

/// Both sides of a folder as they were found when it was opened.
struct OpenedFolder: Sendable {
    let source: SelectedMailbox
    let target: SelectedMailbox
    /// The first stretch of the source's messages, which came with the opening; nil where it did not.
    let listing: Listing?

    struct Listing: Sendable {
        let range: ClosedRange<UID>
        let messages: [FetchAttributes]
    }
}
