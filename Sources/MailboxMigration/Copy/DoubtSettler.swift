internal import IMAPClient
internal import IMAPCodec

/// Finds out which messages the target has already: those a crash left in doubt, and those somebody else brought.
///
/// A message is recognised by its header and size, and counted: two equal messages at the source take two at the
/// target. Nothing is ever taken for copied because it merely looks alike in a field or two.
struct DoubtSettler: Sendable {
    let journal: MigrationJournal
    let mailbox: JournaledMailbox
    /// Whether the target may hold messages the journal does not know.
    private(set) var hasCandidates = false

    init(journal: MigrationJournal, mailbox: JournaledMailbox) {
        self.journal = journal
        self.mailbox = mailbox
    }

    /// Settles what the last run left open. The source has the folder open.
    ///
    /// - Parameter targetMailbox: as it is now.
    mutating func settle(_ doubt: Doubt, targetMailbox: SelectedMailbox, over pair: ConnectionPair) async throws {
        try await journal.clearCandidates(mailbox.id)
        guard doubt.needsCandidates, targetMailbox.exists > 0 else {
            return try await journal.releaseDoubt(mailbox.id, floor: targetMailbox.uidNext)
        }
        _ = try await pair.target.examine(mailbox.target)
        try await collectCandidates(from: doubt.floor, in: targetMailbox, over: pair.target)
        // Dovecot stores faster into a folder that nobody has open.
        try await pair.target.unselect()
        hasCandidates = true
        var position: UID?
        while true {
            let rows = try await journal.undecided(mailbox.id, after: position, limit: CopyLimits.windowMessages)
            guard let last = rows.last else { break }
            position = last.uid
            _ = try await match(rows, over: pair.source)
        }
        try await journal.releaseDoubt(mailbox.id, floor: targetMailbox.uidNext)
    }

    /// Of messages about to be copied, those that the target does not have.
    func adopt(
        _ rows: [PlannedMessage], facts: CopyFacts, over source: IMAPConnection
    ) async throws -> [PlannedMessage] {
        guard hasCandidates else { return rows }
        let matched = try await match(rows, over: source)
        if !matched.isEmpty { facts.observe(.adopted(mailbox: mailbox.source.decoded, messages: matched.count)) }
        return rows.filter { !matched.contains($0.uid) }
    }

    private func match(_ rows: [PlannedMessage], over source: IMAPConnection) async throws -> Set<UID> {
        let likely = try await journal.withCandidateOfSameSize(mailbox.id, rows)
        guard !likely.isEmpty else { return [] }
        let sizes = Dictionary(likely.map { ($0.uid, $0.size) }, uniquingKeysWith: { first, _ in first })
        var fingerprints: [Fingerprint] = []
        for piece in UIDSet(likely.map(\.uid).sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            let stream = try await source.fetch(piece, [.header])
            while let event = try await stream.next() {
                guard case .message(let attributes) = event, let uid = attributes.uid, let size = sizes[uid],
                    let header = attributes.header
                else { continue }
                fingerprints.append(Fingerprint(uid: uid, size: size, headerHash: HeaderFingerprint.of(header)))
            }
        }
        return try await journal.match(mailbox.id, fingerprints.sorted { $0.uid < $1.uid })
    }

    private func collectCandidates(
        from floor: UID?, in targetMailbox: SelectedMailbox, over target: IMAPConnection
    ) async throws {
        var lister = MailboxLister(mailbox: targetMailbox, after: floor.flatMap { UID($0.rawValue - 1) })
        while let range = lister.nextRange {
            let stream = try await target.fetch(UIDSet(range), [.size, .header])
            var found: [Fingerprint] = []
            while let event = try await stream.next() {
                guard case .message(let attributes) = event, let uid = attributes.uid, range.contains(uid),
                    let size = attributes.size, let header = attributes.header
                else { continue }
                found.append(Fingerprint(uid: uid, size: size, headerHash: HeaderFingerprint.of(header)))
            }
            try await journal.addCandidates(mailbox.id, found)
            lister.listed(range, messages: found.count)
        }
    }
}
