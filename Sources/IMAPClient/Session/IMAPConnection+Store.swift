package import IMAPCodec

/// One change of flags to make, in the open mailbox.
package struct FlagUpdate: Hashable, Sendable {
    package var uids: UIDSet
    package var change: FlagChange
    /// Leaves messages alone that have changed after this (RFC 7162 §3.1.3). For servers with CONDSTORE.
    package var unchangedSince: ModSequence?

    package init(_ uids: UIDSet, _ change: FlagChange, unchangedSince: ModSequence? = nil) {
        self.uids = uids
        self.change = change
        self.unchangedSince = unchangedSince
    }
}

/// How one change of flags ended.
package enum StoreOutcome: Hashable, Sendable {
    /// Made, but for these messages, which had changed meanwhile.
    case stored(except: UIDSet)
    case refused(StatusResponse)
}

/// Changing what is in the open mailbox.
extension IMAPConnection {
    /// Makes changes in the order given, asked for all at once.
    ///
    /// - Returns: how each of them ended. Messages that are gone are no refusal (RFC 9051 §6.4.9).
    package func store(_ updates: [FlagUpdate]) async throws(IMAPError) -> [StoreOutcome] {
        let commands = updates.map { Command.uidStore($0.uids, $0.change, unchangedSince: $0.unchangedSince) }
        return try await executeAll(commands).statuses.map { status in
            guard status.kind == .ok else { return .refused(status) }
            if case .modified(let uids)? = status.code { return .stored(except: uids) }
            return .stored(except: UIDSet())
        }
    }

    /// Removes messages that are marked `\Deleted`, these and no others (RFC 4315 §2.1).
    ///
    /// - Returns: false where the server has no UID EXPUNGE; nothing was asked then, because EXPUNGE would remove
    ///   whatever anybody else has marked.
    /// - Throws: `.refused` with the server's words.
    package func expunge(_ uids: UIDSet) async throws(IMAPError) -> Bool {
        guard capabilities.contains(.uidPlus) else { return false }
        try await execute(.uidExpunge(uids))
        return true
    }
}
