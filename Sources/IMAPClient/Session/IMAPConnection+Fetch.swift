package import IMAPCodec
package import NIOCore

/// What a FETCH brings, in the order it arrives.
package enum FetchEvent: Sendable {
    /// A message without a streamed body: the metadata asked for, or a flag change nobody asked for.
    case message(FetchAttributes)
    /// A body of exactly `size` bytes follows. The attributes that came before it.
    case bodyBegins(FetchAttributes, size: UInt64)
    case bodyBytes(ByteBuffer)
    /// The message is complete; all its attributes.
    case bodyEnds(FetchAttributes)
}

/// A FETCH on its way. Bodies wait at the server while nobody takes them.
package struct FetchStream: Sendable {
    let id: CommandPipeline.CommandID
    let connection: IMAPConnection

    /// The next event; nil when the command is complete.
    ///
    /// - Throws: ``IMAPError``; `.refused` when the server ended with NO or BAD.
    package func next() async throws(IMAPError) -> FetchEvent? {
        try await connection.nextFetchEvent(id)
    }

    /// Gives up the rest: it is passed over while it arrives.
    package func passOver() async { await connection.forget(id) }
}

extension IMAPConnection {
    /// Begins to fetch. Several may be under way; each must be read to its end, in the order they were begun.
    package func fetch(_ uids: UIDSet, _ items: FetchItems) async throws(IMAPError) -> FetchStream {
        FetchStream(id: try await send(.uidFetch(uids, items)), connection: self)
    }

    /// Fetches metadata into memory, at most what one window of messages needs.
    ///
    /// - Throws: `.limitExceeded` past ``ByteLimits/imapCollectedResponses``.
    package func fetchAll(_ uids: UIDSet, _ items: FetchItems) async throws(IMAPError) -> [FetchAttributes] {
        try await fetch(uids, items).messages().all
    }

    /// The identifiers that exist in a range, at most as many as the range is wide.
    package func existingUIDs(in range: UIDSet) async throws(IMAPError) -> [UID] {
        var found: [UID] = []
        for case .search(let uids) in try await execute(.uidSearch(range)).untagged { found += uids }
        return found.sorted()
    }

    /// The identifiers that exist in a range, as ranges in rising order: of a whole mailbox at once, where the server
    /// tells them so (RFC 4731).
    package func existing(in range: UIDSet) async throws(IMAPError) -> UIDSet {
        if capabilities.contains(.extendedSearch), let uids = try await extendedSearch(range) { return uids }
        return UIDSet(try await existingUIDs(in: range)).normalized
    }

    /// - Returns: nil when the server told nothing that can be read: silence must not be taken for an empty mailbox.
    private func extendedSearch(_ range: UIDSet) async throws(IMAPError) -> UIDSet? {
        do {
            for case .extendedSearch(let uids) in try await execute(.uidSearch(range, returnsRanges: true)).untagged {
                return uids.normalized
            }
        } catch {
            guard case .refused = error else { throw error }
        }
        return nil
    }

    func gatherMessages(of id: CommandPipeline.CommandID) async throws(IMAPError) -> FetchedMessages {
        defer { handler.value.forget(id) }
        var gathered = GatheredResponses()
        try await gather(id, into: &gathered)
        _ = try status(of: id, command: "UID FETCH")
        var messages = FetchedMessages()
        for case .fetch(let attributes) in gathered.untagged { messages.note(attributes) }
        return messages
    }

    func nextFetchEvent(_ id: CommandPipeline.CommandID) async throws(IMAPError) -> FetchEvent? {
        while true {
            guard let event = try await nextEvent(of: id) else {
                defer { handler.value.forget(id) }
                _ = try status(of: id, command: "UID FETCH")
                return nil
            }
            switch event {
            case .untagged(.fetch(let attributes)): return .message(attributes)
            case .untagged: continue
            case .bodyBegins(let attributes, let size): return .bodyBegins(attributes, size: size)
            case .bodyBytes(let bytes): return .bodyBytes(bytes)
            case .bodyEnds(let attributes): return .bodyEnds(attributes)
            }
        }
    }
}
