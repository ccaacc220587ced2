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

    private static let fields: FetchItems = [.flags, .internalDate, .size]

    /// Opens the folder, and asks for the first messages of it that were not compared so thoroughly yet.
    ///
    /// - Returns: nil when all were.
    func begin() async throws -> ProofOpening? {
        let items = try await unproven(after: nil)
        guard !items.isEmpty else { return nil }
        facts.observe(.proving(mailbox: mailbox.source.decoded))
        let pieces = Self.pieces(of: items)
        let mailbox = try await pair.target.beginOpening(
            mailbox.target, fetching: pieces.first.map { FetchRequest($0, Self.fields, uidValidity: nil) })
        return ProofOpening(
            items: items, mailbox: mailbox, rest: pieces.dropFirst(),
            isWhole: pieces.count == 1 && items.count < CopyLimits.windowMessages && level != .full)
    }

    /// Compares everything, window by window.
    func finish(_ opening: ProofOpening) async throws {
        var mailbox = opening.mailbox
        let opened = try await mailbox.opened()
        var items = opening.items
        var found = try await Self.read(opened.messages.map { [$0] } ?? [])
        found.merge(try await Self.read(try await ask(for: opening.rest))) { first, _ in first }
        while true {
            // The target works on the next window while this one is compared; but bodies must not have to wait behind it.
            var following = level == .full ? nil : try await askBehind(items)
            try await prove(items, found, next: opened.mailbox.uidNext)
            if level == .full { following = try await askBehind(items) }
            guard let following else { return }
            items = following.items
            found = try await Self.read(following.streams)
        }
    }

    private func unproven(after position: UID?) async throws -> [ProofItem] {
        try await journal.unproven(mailbox.id, for: level, after: position, limit: CopyLimits.windowMessages)
    }

    private func askBehind(_ items: [ProofItem]) async throws -> (items: [ProofItem], streams: [FetchStream])? {
        guard items.count == CopyLimits.windowMessages, let last = items.last, !facts.stop.isStopping else {
            return nil
        }
        let following = try await unproven(after: last.targetUID)
        guard !following.isEmpty else { return nil }
        return (following, try await ask(for: Self.pieces(of: following)[...]))
    }

    private static func pieces(of items: [ProofItem]) -> [UIDSet] {
        UIDSet(items.map(\.targetUID)).pieces(maximumLength: CopyLimits.uidSetLength)
    }

    private func ask(for pieces: ArraySlice<UIDSet>) async throws -> [FetchStream] {
        var streams: [FetchStream] = []
        for piece in pieces { streams.append(try await pair.target.fetch(piece, Self.fields)) }
        return streams
    }

    private static func read(_ streams: [FetchStream]) async throws -> [UID: FetchAttributes] {
        var found: [UID: FetchAttributes] = [:]
        for stream in streams {
            for attributes in try await stream.messages().all {
                if let uid = attributes.uid { found[uid] = attributes }
            }
        }
        return found
    }

    private func prove(_ items: [ProofItem], _ found: [UID: FetchAttributes], next: UID?) async throws {
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
