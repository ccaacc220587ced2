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

    /// - Parameter ignoredHeader: header lines of this name do not count; for tools that add one of their own.
    package init(_ maildir: Maildir, ignoringHeader ignoredHeader: String? = nil) throws {
        for folder in try maildir.folders() {
            var messages: [Digest: [Entry]] = [:]
            try maildir.forEachMessage(in: folder) { message in
                let bytes = ignoredHeader.map { HeaderLines.removing($0, from: message.bytes) } ?? message.bytes
                let entry = Entry(
                    date: message.date, flags: message.flags, subject: HeaderLines.value(of: "Subject", in: bytes))
                messages[Self.digest(bytes), default: []].append(entry)
            }
            folders[folder] = messages
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
