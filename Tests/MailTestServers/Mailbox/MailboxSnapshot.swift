internal import COpenSSL

/// All mail of an account at one moment, to compare two accounts independently of the code under test.
package struct MailboxSnapshot: Sendable {
    /// Each folder's messages by the SHA-256 of their bytes.
    package private(set) var folders: [String: [Digest: [Entry]]] = [:]

    package struct Entry: Hashable, Sendable {
        /// INTERNALDATE, in seconds since 1970.
        package let date: Int
        package let flags: Set<String>
        /// For people, when it is found to differ.
        package let subject: String
    }

    package typealias Digest = [UInt8]

    /// - Parameters:
    ///   - target: where the mail is to go: what that server makes of any mail, whoever brings it, is not held against
    ///     the copy.
    ///   - ignoredHeader: header lines of this name do not count; for tools that add one of their own.
    package init(
        _ store: some MailStore, keptBy target: (any MailStore)? = nil, ignoringHeader ignoredHeader: String? = nil
    ) throws {
        for folder in try store.folders() {
            var messages: [Digest: [Entry]] = [:]
            try store.forEachMessage(in: folder) { message in
                let kept = target?.kept(message.bytes) ?? message.bytes
                let bytes = ignoredHeader.map { HeaderLines.removing($0, from: kept) } ?? kept
                let entry = Entry(
                    date: message.date, flags: message.flags, subject: HeaderLines.value(of: "Subject", in: bytes))
                messages[Self.digest(bytes), default: []].append(entry)
            }
            folders[folder] = messages
        }
        guard target?.makesParents == true else { return }
        for folder in folders.keys {
            let levels = folder.split(separator: store.separator)
            for depth in levels.indices.dropFirst() {
                let parent = levels[..<depth].joined(separator: String(store.separator))
                if folders[parent] == nil { folders[parent] = [:] }
            }
        }
    }

    /// Number of messages in all folders.
    package var count: Int { folders.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } } }

    private static func digest(_ bytes: [UInt8]) -> Digest {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }
}
