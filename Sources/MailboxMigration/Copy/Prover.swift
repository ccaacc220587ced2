internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

/// Reads back what is at the target and compares it with what was sent. The target folder is selected anew, so that
/// what is compared is what any other client would see.
struct Prover {
    /// The source has the folder open where ``level`` is `full`.
    let pair: ConnectionPair
    let journal: MigrationJournal
    let mailbox: JournaledMailbox
    let facts: CopyFacts
    let level: MigrationOptions.Proof

    /// Compares everything in the folder that was not compared so thoroughly yet, window by window.
    func run() async throws {
        var items = try await unproven(after: nil)
        guard !items.isEmpty else { return }
        facts.observe(.proving(mailbox: mailbox.source.decoded))
        let (first, next) = try await openingEnvelopes(of: items)
        try await prove(items, first, next)
        while let last = items.last, !facts.stop.isStopping {
            items = try await unproven(after: last.targetUID)
            try await prove(items, try await envelopes(of: items.map(\.targetUID)), next)
        }
    }

    private func unproven(after position: UID?) async throws -> [ProofItem] {
        try await journal.unproven(mailbox.id, for: level, after: position, limit: CopyLimits.windowMessages)
    }

    /// Opens the folder and asks for the first of its messages in the same breath.
    ///
    /// - Returns: the identifier that the target gives next, too; nil where it does not tell.
    private func openingEnvelopes(
        of items: [ProofItem]
    ) async throws -> (found: [UID: FetchAttributes], next: UID?) {
        let pieces = UIDSet(items.map(\.targetUID)).pieces(maximumLength: CopyLimits.uidSetLength)
        var opening = try await pair.target.beginOpening(
            mailbox.target,
            fetching: pieces.first.map { FetchRequest($0, [.flags, .internalDate, .size], uidValidity: nil) })
        var found: [UID: FetchAttributes] = [:]
        let opened = try await opening.opened()
        if let stream = opened.messages {
            for attributes in try await stream.messages().all {
                if let uid = attributes.uid { found[uid] = attributes }
            }
        }
        found.merge(try await envelopes(inPieces: pieces.dropFirst())) { first, _ in first }
        return (found, opened.mailbox.uidNext)
    }

    private func envelopes(of uids: [UID]) async throws -> [UID: FetchAttributes] {
        try await envelopes(inPieces: UIDSet(uids).pieces(maximumLength: CopyLimits.uidSetLength)[...])
    }

    private func envelopes(inPieces pieces: ArraySlice<UIDSet>) async throws -> [UID: FetchAttributes] {
        var found: [UID: FetchAttributes] = [:]
        for piece in pieces {
            for attributes in try await pair.target.fetchAll(piece, [.flags, .internalDate, .size]) {
                if let uid = attributes.uid { found[uid] = attributes }
            }
        }
        return found
    }

    private func prove(_ items: [ProofItem], _ found: [UID: FetchAttributes], _ next: UID?) async throws {
        guard !items.isEmpty else { return }
        var equal: [ProofItem] = []
        for item in items {
            let differences = Self.differences(item, found[item.targetUID], next: next, facts: facts)
            if differences.isEmpty {
                equal.append(item)
            } else {
                try await journal.recordMismatch(mailbox.id, item.message.uid, differences)
            }
        }
        if level == .full { equal = try await withEqualBytes(equal) }
        try await journal.recordProven(mailbox.id, equal.map(\.message.uid), level: level)
        facts.observe(.proven(mailbox: mailbox.source.decoded, messages: equal.count))
    }

    /// A message that was found at the target keeps the flags and the date it has there; its owner may have set them.
    /// One that followed a change at the source has what both of them set.
    private static func differences(
        _ item: ProofItem, _ found: FetchAttributes?, next: UID?, facts: CopyFacts
    ) -> [String] {
        guard let found else { return [absence(of: item, next: next).rawValue] }
        var differences: [String] = []
        if found.size != item.targetSize ?? item.message.size { differences.append("size") }
        guard item.wasSent, !item.isAltered, !item.hasEnvelope else { return differences }
        if let date = item.message.internalDate, found.internalDate?.secondsSince1970 != date.secondsSince1970 {
            differences.append("date")
        }
        let kept = Set(found.flags ?? []).subtracting([.recent])
        let sent = Set(item.message.flags.filter(facts.keeps)).subtracting(item.droppedFlags)
        if Self.folded(kept) != Self.folded(sent) { differences.append("flags") }
        return differences
    }

    private static func absence(of item: ProofItem, next: UID?) -> Absence {
        if item.hasEnvelope { return .missing }
        guard let next, next <= item.targetUID else { return .notShown }
        return .notStored
    }

    /// Capitals make no difference (RFC 9051 §2.3.2): a server may spell a keyword as it first saw it.
    private static func folded(_ flags: Set<Flag>) -> Set<String> { Set(flags.map { $0.rawValue.lowercased() }) }

    /// Reads every byte. What no digest was taken of on its way is read at the source, too.
    private func withEqualBytes(_ items: [ProofItem]) async throws -> [ProofItem] {
        let undigested = items.filter { $0.digest == nil }.map(\.message.uid)
        let atSource = undigested.isEmpty ? [:] : try await pair.source.digests(of: undigested)
        let atTarget = items.isEmpty ? [:] : try await pair.target.digests(of: items.map(\.targetUID))
        var equal: [ProofItem] = []
        for item in items {
            let expected = item.digest ?? atSource[item.message.uid]
            // A POP3 server may have hidden, or its owner removed, what was recognised by an earlier run.
            if expected == nil, pair.source.pop3 != nil { continue }
            if let expected, expected == atTarget[item.targetUID] {
                equal.append(item)
            } else {
                try await journal.recordMismatch(mailbox.id, item.message.uid, ["bytes"])
            }
        }
        return equal
    }
}
