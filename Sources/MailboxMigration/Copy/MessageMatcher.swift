internal import IMAPClient
internal import IMAPCodec

/// Finds messages of the source among candidates at the target, and binds them. A multiset: two equal messages need two
/// candidates.
///
/// From the surest sign to the costliest:
/// 1. size and header, in a message with a `Message-ID`;
/// 2. identifying fields and the size of the text: the header was rewritten, or the last line was ended;
/// 3. identifying fields, or for a message without a `Message-ID` the whole header, and every byte of the text.
///
/// The first has to be tried on all messages of a folder before the others are on any: the same mail that came twice
/// over two ways is two messages, and one that merely resembles a candidate must not take it from the one that equals it.
struct MessageMatcher: Sendable {
    let journal: MigrationJournal
    let mailbox: JournaledMailbox

    /// Binds by the first sign.
    ///
    /// - Parameter source: has the folder open.
    /// - Returns: the messages that are at the target.
    func matchEqual(_ rows: [PlannedMessage], over source: SourceConnection) async throws -> Set<UID> {
        let worthAsking = try await journal.withCandidateOfSameSize(mailbox.id, rows)
        guard !worthAsking.isEmpty else { return [] }
        let messages = try await source.fingerprints(of: worthAsking)
        return try await journal.match(mailbox.id, messages.filter { $0.fieldsHash != nil })
    }

    /// Binds by the other two.
    ///
    /// - Parameter pair: its source has the folder open; at the target none stays open.
    /// - Returns: the messages that are at the target.
    func matchAlike(_ rows: [PlannedMessage], over pair: ConnectionPair) async throws -> Set<UID> {
        guard try await journal.hasCandidates(mailbox.id) else { return [] }
        let messages = try await pair.source.fingerprints(of: rows)
        var search = Search(try await journal.likely(mailbox.id, messages))
        search.pairBySize(messages)
        let doubtful = messages.filter { search.needsText($0.uid) }
        if !doubtful.isEmpty {
            let candidates = search.unused(for: doubtful)
            search.pairByText(
                doubtful, digests: try await pair.source.textDigests(of: doubtful.map(\.uid)),
                candidateDigests: try await targetDigests(of: candidates, at: pair.target))
        }
        try await journal.bind(mailbox.id, search.pairs)
        return Set(search.pairs.map(\.message))
    }

    private func targetDigests(of uids: [UID], at target: IMAPConnection) async throws -> [UID: [UInt8]] {
        guard !uids.isEmpty else { return [:] }
        _ = try await target.examine(mailbox.target)
        let digests = try await target.textDigests(of: uids)
        // Dovecot stores faster into a folder that nobody has open.
        try await target.leave()
        return digests
    }
}

extension MessageMatcher {
    /// The bookkeeping of one call: who may be whom, and who is taken.
    struct Search {
        private let likely: [UID: [Candidate]]
        private(set) var pairs: [(message: UID, candidate: UID)] = []
        private var found: Set<UID> = []
        private var used: Set<UID> = []

        /// A last line end that was added, in bytes.
        private static let lineEnd: UInt64 = 2

        init(_ likely: [UID: [Candidate]]) { self.likely = likely }

        /// Candidates of messages whose identifying fields are theirs, and whose text has the same size.
        mutating func pairBySize(_ messages: [Fingerprint]) {
            for message in messages where message.fieldsHash != nil && message.textSize > 0 {
                let candidate = unused(for: message.uid).first { candidate in
                    let (less, more) = (
                        min(candidate.textSize, message.textSize), max(candidate.textSize, message.textSize)
                    )
                    return more - less == 0 || more - less == Self.lineEnd
                }
                if let candidate { pair(message.uid, candidate.uid) }
            }
        }

        func needsText(_ message: UID) -> Bool { !found.contains(message) && !unused(for: message).isEmpty }

        func unused(for messages: [Fingerprint]) -> [UID] {
            Set(messages.flatMap { unused(for: $0.uid).map(\.uid) }).sorted()
        }

        mutating func pairByText(
            _ messages: [Fingerprint], digests: [UID: [UInt8]], candidateDigests: [UID: [UInt8]]
        ) {
            for message in messages {
                guard let digest = digests[message.uid] else { continue }
                let candidate = unused(for: message.uid).first { candidateDigests[$0.uid] == digest }
                if let candidate { pair(message.uid, candidate.uid) }
            }
        }

        private func unused(for message: UID) -> [Candidate] {
            (likely[message] ?? []).filter { !used.contains($0.uid) }
        }

        private mutating func pair(_ message: UID, _ candidate: UID) {
            pairs.append((message, candidate))
            found.insert(message)
            used.insert(candidate)
        }
    }
}
