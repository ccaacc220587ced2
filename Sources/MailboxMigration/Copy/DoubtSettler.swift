internal import IMAPClient
internal import IMAPCodec

/// Finds out which messages the target has already: those a crash left in doubt, and those somebody else brought.
/// ``MessageMatcher`` says what a message is recognised by.
struct DoubtSettler: Sendable {
    let journal: MigrationJournal
    let mailbox: JournaledMailbox
    /// Whether the target may hold messages of the source that the journal does not know.
    private(set) var adopts = false

    init(journal: MigrationJournal, mailbox: JournaledMailbox) {
        self.journal = journal
        self.mailbox = mailbox
    }

    private var matcher: MessageMatcher { MessageMatcher(journal: journal, mailbox: mailbox) }

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
        try await pair.target.leave()
        try await forEachUndecided { _ = try await matcher.matchEqual($0, over: pair.source) }
        adopts = doubt.adopts
        // Where others brought mail, too, what is merely alike has to wait for what is equal.
        if !adopts { try await forEachUndecided { _ = try await matcher.matchAlike($0, over: pair) } }
        try await journal.releaseDoubt(mailbox.id, floor: targetMailbox.uidNext)
    }

    private func forEachUndecided(_ body: ([PlannedMessage]) async throws -> Void) async throws {
        var position: UID?
        while true {
            let rows = try await journal.undecided(mailbox.id, after: position, limit: CopyLimits.windowMessages)
            guard let last = rows.last else { return }
            position = last.uid
            try await body(rows)
        }
    }

    /// Recognises what equals a message at the target, once all of the folder is listed.
    func adoptEqual(facts: CopyFacts, over source: SourceConnection) async throws {
        var position: UID?
        while true {
            let rows = try await journal.nextPlanned(mailbox.id, after: position, limit: CopyLimits.windowMessages)
            guard let last = rows.last else { return }
            position = last.uid
            note(try await matcher.matchEqual(rows, over: source), facts)
        }
    }

    /// Of messages about to be copied, those that the target does not have.
    func adopt(_ rows: [PlannedMessage], facts: CopyFacts, over pair: ConnectionPair) async throws -> [PlannedMessage] {
        guard adopts else { return rows }
        let matched = try await matcher.matchAlike(rows, over: pair)
        note(matched, facts)
        return rows.filter { !matched.contains($0.uid) }
    }

    private func note(_ matched: Set<UID>, _ facts: CopyFacts) {
        guard !matched.isEmpty else { return }
        facts.observe(.adopted(mailbox: mailbox.source.decoded, messages: matched.count))
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
                found.append(Fingerprint(uid: uid, size: size, header: header))
            }
            try await journal.addCandidates(mailbox.id, found)
            lister.listed(range, messages: found.count)
        }
    }
}
