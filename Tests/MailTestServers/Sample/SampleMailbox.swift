package import ProviderSandbox

/// ``SampleMail`` in a server's own files.
package struct SampleMailbox: Sendable {
    private let mail: SampleMail

    package init(
        count: Int, largeAttachment: Int = 3_000_000, seed: UInt64 = 1, folders: [SampleMail.Folder] = folders
    ) {
        mail = SampleMail(count: count, largeAttachment: largeAttachment, seed: seed, folders: folders)
    }

    /// Number of messages in all folders.
    package var count: Int { mail.count }

    /// Folder names with `/` between their levels, and how many in a hundred messages each gets.
    package static let folders = SampleMail.folders
    package static let emptyFolder = SampleMail.emptyFolder

    /// Writes the mailbox.
    package func write(to store: some MailStore) throws {
        try mail.forEachFolder { name, messages in
            guard name != Self.emptyFolder else { return try store.createFolder(name) }
            try store.deliver(
                messages.map { TestMessage($0.bytes, date: $0.date, flags: $0.flags) },
                to: name.replacing("/", with: String(store.separator)))
        }
    }
}
