internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Finds the next messages of a folder to copy: lists the source in stretches, recognises what the target has, and
/// makes the intent durable. One pair after the other may drive it.
actor FolderPlanner {
    /// What is to be copied next, cut into batches; no batches at the end of the folder.
    typealias Window = [[PlannedMessage]]

    private let journal: MigrationJournal
    private let mailbox: JournaledMailbox
    private let facts: CopyFacts
    private let settler: DoubtSettler
    private let options: MigrationOptions
    private var lister: MailboxLister
    /// What came with the opening and is not planned yet.
    private var listing: OpenedFolder.Listing?
    private var position: UID?
    private var hasAdoptedEqual = false
    /// Whether the source told where its identifiers end. If not, a stretch without messages may get some yet.
    private let knowsEnd: Bool
    private let source: SelectedMailbox
    private var hasListedTwice = false
    /// How many messages the source says it has, and how many it lists, where that is fewer.
    private(set) var shortfall: String?

    /// What a listing asks for.
    static let items: FetchItems = [.flags, .internalDate, .size]

    init(
        journal: MigrationJournal, mailbox: JournaledMailbox, facts: CopyFacts, settler: DoubtSettler,
        options: MigrationOptions, opened: OpenedFolder
    ) {
        self.journal = journal
        self.mailbox = mailbox
        self.facts = facts
        self.settler = settler
        self.options = options
        source = opened.source
        knowsEnd = opened.source.uidNext != nil
        lister = MailboxLister(mailbox: opened.source, after: mailbox.plannedThrough)
        // Identifiers of another generation are listed from the start.
        if let came = opened.listing, came.range.lowerBound == lister.nextRange?.lowerBound { listing = came }
    }

    /// - Parameters:
    ///   - pair: its source has the folder open.
    ///   - batch: what is to be copied with one command.
    func nextWindow(over pair: ConnectionPair, batch: CopyWindow) async throws -> Window {
        // Nobody knows which are the newest before all are listed, nor which of them others have brought.
        if options.newestFirst || settler.adopts { try await listAll(over: pair.source) }
        if settler.adopts, !hasAdoptedEqual {
            try await settler.adoptEqual(facts: facts, over: pair.source)
            hasAdoptedEqual = true
        }
        while true {
            guard let rows = try await nextRows(), let last = rows.last else {
                guard try await list(over: pair.source) else { return [] }
                continue
            }
            position = last.uid
            let wanted = try await withoutUnwanted(try await withDates(rows, over: pair.source))
            let remaining = try await withoutTooLarge(try await settler.adopt(wanted, facts: facts, over: pair))
            guard !remaining.isEmpty else { continue }
            try await journal.intend(mailbox.id, remaining.map(\.uid))
            return batch.pieces(of: remaining)
        }
    }

    /// Plans all that the source has.
    ///
    /// - Parameter source: has the folder open.
    func listAll(over source: SourceConnection) async throws {
        while try await list(over: source) {}
    }

    private func nextRows() async throws -> [PlannedMessage]? {
        let limit = CopyLimits.windowMessages
        let rows =
            options.newestFirst
            ? try await journal.newestPlanned(mailbox.id, before: position, limit: limit)
            : try await journal.nextPlanned(mailbox.id, after: position, limit: limit)
        return Array(rows.prefix(CopyWindow.intent.prefixLength(of: rows.map(\.size))))
    }

    /// A POP3 server tells no dates. Where they decide, the headers are read before anything is copied.
    private func withDates(
        _ rows: [PlannedMessage], over source: SourceConnection
    ) async throws -> [PlannedMessage] {
        guard let source = source.pop3, options.filter.isAboutDates else { return rows }
        let undated = rows.filter { $0.internalDate == nil }.map(\.uid)
        let dates = try await source.headers(of: undated) { ArrivalDate.of($1) }
        try await journal.recordDates(mailbox.id, dates)
        return rows.map { row in
            var row = row
            row.internalDate = row.internalDate ?? dates[row.uid]
            return row
        }
    }

    private func withoutUnwanted(_ rows: [PlannedMessage]) async throws -> [PlannedMessage] {
        let unwanted = rows.filter { !options.filter.includes($0) }
        guard !unwanted.isEmpty else { return rows }
        // Not forgotten: the report counts them, and a run with another filter copies them.
        try await journal.skip(mailbox.id, unwanted.map(\.uid))
        return rows.filter { options.filter.includes($0) }
    }

    /// Asks the source for the next stretch of identifiers and plans what is there.
    ///
    /// - Returns: false when there is no more.
    private func list(over source: SourceConnection) async throws -> Bool {
        let came = listing.take()
        guard let range = came?.range ?? lister.nextRange else { return try await beginsAgain(over: source) }
        let attributes: [FetchAttributes]
        if let came { attributes = came.messages } else { attributes = try await fetchAll(range, over: source) }
        // A range that begins behind the last message still brings the last one (RFC 9051 §9, seq-range).
        let planned = attributes.compactMap(PlannedMessage.init).filter { range.contains($0.uid) }
        if let last = knowsEnd ? range.upperBound : planned.map(\.uid).max() {
            try await journal.plan(mailbox.id, planned, through: last)
        }
        lister.listed(range, messages: planned.count)
        return true
    }

    /// At the end: a server may say OK and leave messages out. Then all are listed once more.
    private func beginsAgain(over connection: SourceConnection) async throws -> Bool {
        guard let connection = connection.imap else {
            shortfall = try await connection.pop3?.look().shortfall
            return false
        }
        let present = try await journal.presentCount(mailbox.id)
        guard present < source.exists else { return false }
        if !hasListedTwice {
            hasListedTwice = true
            lister = MailboxLister(mailbox: source, after: nil)
            return true
        }
        // Somebody may have removed some meanwhile.
        let existing = try await connection.existingUIDs(in: UIDSet(UID.first...(.last)))
        if present < existing.count { shortfall = "SEARCH \(existing.count), FETCH \(present)" }
        return false
    }

    /// To tell the size a server may have to read the message, and one that it cannot read must not cost the others:
    /// then sizes are seen when the bodies come.
    private func fetchAll(_ range: ClosedRange<UID>, over source: SourceConnection) async throws -> [FetchAttributes] {
        guard let source = source.imap else { return try await journal.listed(range, flags: options.pop3Flags) }
        do {
            return try await source.fetchAll(UIDSet(range), Self.items)
        } catch IMAPError.refused(_, let status) {
            if case .throttled(let notice) = RefusalVerdict(status) { throw MigrationError.throttled(.source, notice) }
            return try await source.fetchAll(UIDSet(range), Self.items.subtracting(.size))
        }
    }

    /// Leaves out what the target said it will not take (RFC 7889), before a byte of it is fetched.
    private func withoutTooLarge(_ rows: [PlannedMessage]) async throws -> [PlannedMessage] {
        let limit = min(facts.appendLimit ?? .max, ByteLimits.message)
        for row in rows where row.size > limit {
            let failure = FailedMessage(uid: row.uid, code: .messageTooLarge, serverText: "\(row.size) > \(limit)")
            try await journal.recordFailed(mailbox.id, [failure])
            facts.observe(failure, in: mailbox)
        }
        return rows.filter { $0.size <= limit }
    }
}
