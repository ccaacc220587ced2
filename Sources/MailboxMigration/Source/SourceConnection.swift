internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

/// Where mail is taken from, in either protocol. An enum and no protocol of Swift, so that what passes needs no box and no
/// table to find its way.
enum SourceConnection: Sendable {
    case imap(IMAPConnection)
    case pop3(POP3Source)

    /// For what only IMAP has: flags, folders, changes.
    var imap: IMAPConnection? {
        if case .imap(let connection) = self { connection } else { nil }
    }

    var pop3: POP3Source? {
        if case .pop3(let source) = self { source } else { nil }
    }

    var isOpen: Bool {
        get async {
            switch self {
            case .imap(let connection): await connection.isOpen
            case .pop3(let source): await source.isOpen
            }
        }
    }

    func logout() async {
        switch self {
        case .imap(let connection): await connection.logout()
        case .pop3(let source): await source.logout()
        }
    }

    func close() async {
        switch self {
        case .imap(let connection): await connection.close()
        case .pop3(let source): await source.close()
        }
    }

    // MARK: Folders

    func overview(items: StatusItems) async throws -> MailboxOverview {
        switch self {
        case .imap(let connection): try await connection.overview(items: items)
        case .pop3(let source): try await source.look().overview
        }
    }

    /// Opens a folder to be read.
    func examine(_ name: MailboxName) async throws -> SelectedMailbox {
        switch self {
        case .imap(let connection): try await connection.examine(name)
        case .pop3(let source): try await source.look().mailbox
        }
    }

    // MARK: Messages of the open folder

    /// Asks for bodies. The streams must be read to their ends, in this order.
    ///
    /// - Parameter isLastTry: whether nobody asks again for what does not come.
    func bodies(of uids: [UID], isLastTry: Bool) async throws -> [BodyStream] {
        switch self {
        case .imap(let connection):
            var streams: [BodyStream] = []
            for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
                streams.append(.imap(try await connection.fetch(piece, .body)))
            }
            return streams
        case .pop3(let source):
            return [.pop3(try await source.bodies(of: uids.sorted(), isLastTry: isLastTry, tellsRefusal: true))]
        }
    }

    /// What recognises messages, in their order; those that the server does not give out are left out.
    func fingerprints(of rows: [PlannedMessage]) async throws -> [Fingerprint] {
        let sizes = Dictionary(rows.map { ($0.uid, $0.size) }, uniquingKeysWith: { first, _ in first })
        let read: @Sendable (UID, [UInt8]) -> Fingerprint? = { uid, header in
            sizes[uid].map { Fingerprint(uid: uid, size: $0, header: header) }
        }
        let uids = rows.map(\.uid).sorted()
        let fingerprints =
            switch self {
            case .imap(let connection): try await connection.headers(of: uids, read)
            case .pop3(let source): Array(try await source.headers(of: uids, read).values)
            }
        return fingerprints.sorted { $0.uid < $1.uid }
    }

    /// SHA-256 of messages as their server gives them out; those it does not give are left out.
    func digests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        switch self {
        case .imap(let connection): try await connection.digests(of: uids)
        case .pop3(let source):
            try await source.lastBodies(of: uids).digests()
        }
    }

    /// The same of what stands behind their headers; see ``TextDigest``.
    func textDigests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        switch self {
        case .imap(let connection): try await connection.textDigests(of: uids)
        case .pop3(let source):
            try await source.lastBodies(of: uids).textDigests()
        }
    }
}

extension POP3Source {
    /// For who asks once, and does without what does not come.
    fileprivate func lastBodies(of uids: [UID]) async throws -> BodyStream {
        .pop3(try await bodies(of: uids.sorted(), isLastTry: true, tellsRefusal: false))
    }
}

extension IMAPConnection {
    fileprivate func headers<Value>(of uids: [UID], _ read: (UID, [UInt8]) -> Value?) async throws -> [Value] {
        var values: [Value] = []
        for piece in UIDSet(uids).pieces(maximumLength: CopyLimits.uidSetLength) {
            let stream = try await fetch(piece, [.header])
            while let event = try await stream.next() {
                guard case .message(let attributes) = event, let uid = attributes.uid, let header = attributes.header,
                    let value = read(uid, header)
                else { continue }
                values.append(value)
            }
        }
        return values
    }
}
