internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// Does a session's work over one pair of connections. It runs on their event loop, so a body goes from the source's
/// FETCH to the target's APPEND as slices of what was received, without a hop or a copy.
actor CopyWorker {
    nonisolated var unownedExecutor: UnownedSerialExecutor { pair.target.unownedExecutor }
    let pair: ConnectionPair
    let queue: CopyQueue
    let journal: MigrationJournal
    let options: MigrationOptions
    let rate: RateLimit?
    let opener: FolderOpener
    /// The folder the source connection has open.
    var openFolder: Int?
    /// Batches that were asked for. The first one is passing, a second one was asked for ahead.
    var fetched = Deque<FetchedBatch>()
    /// The answers to those questions, as far as they are not read to their ends.
    var streams = Deque<(batch: BatchRecord.ID, stream: BodyStream)>()
    /// The next folder, asked for behind the last bodies of this one.
    var ahead: FolderOpening?
    /// The command that is being written, for the first of them.
    var append: PendingAppend?
    /// Whether the bytes that come belong to a message that the target takes.
    var isPassing = false
    /// Of the message that is passing, where somebody will ask for it; see ``CopyFacts/digestsBodies``.
    var digest: SHA256Digest?
    /// Sent to the target and not answered, in the order sent.
    var unanswered = Deque<SentAppend>()
    /// Of the batches in `unanswered`.
    var records: [BatchRecord.ID: BatchRecord] = [:]
    /// Batches that were answered, of which something is left over.
    var troubled = Deque<BatchRecord>()
    /// Messages that were taken without keywords that they were refused with.
    var trials: [KeywordTrial] = []
    /// Set when a body came before its identifier: from then on messages are asked for one by one, where the
    /// question itself says which message the answer is.
    var asksOneByOne = false
    var pace = LinePace()
    private var batches = 0

    init(
        pair: ConnectionPair, queue: CopyQueue, journal: MigrationJournal, options: MigrationOptions, rate: RateLimit?,
        opener: FolderOpener
    ) {
        self.pair = pair
        self.queue = queue
        self.journal = journal
        self.options = options
        self.rate = rate
        self.opener = opener
    }

    /// Works until nothing is left, a stop is asked for, or another worker fails.
    ///
    /// - Throws: ``IMAPError``, ``MigrationError``, ``JournalError`` or ``TokenEnding``. The caller closes both connections then: a
    ///   message may be half written.
    func run() async throws {
        do {
            try await work()
        } catch IMAPError.bye(let status) {
            try await noteFarewell(status)
            throw IMAPError.bye(status)
        } catch MigrationError.server(.source, let failure) {
            try await noteBreak(failure)
            throw MigrationError.server(.source, failure)
        }
    }

    private func work() async throws {
        while true {
            // What was asked for comes before all else: the source's answers are read in the order of the questions.
            if !fetched.isEmpty {
                try await passFirst()
            } else if let opening = ahead.take() {
                try await finish(opening)
            } else if let record = troubled.popFirst() {
                try await settle(record)
            } else if batches > 0, pair.isToBeRenewed {
                guard !unanswered.isEmpty else { throw TokenEnding() }
                try await takeAnswer()
            } else {
                switch await queue.next(in: openFolder, mayWait: unanswered.isEmpty) {
                case .open(let index, let work): try await finish(try await opener.begin(index, work, over: pair))
                case .plan(let folder): try await work(on: folder, side: .source) { try await plan(folder) }
                case .copy(let batch):
                    try await work(on: batch.folder, batch.rows, side: .source) { try await copy(batch) }
                case .prove(let folder): try await prove(folder)
                case .nothingYet: try await takeAnswer()
                case .finished:
                    guard !unanswered.isEmpty else { return }
                    try await takeAnswer()
                }
            }
        }
    }

    /// Does one piece of a folder's work. What a server refuses to do at all costs the folder, and nothing else.
    func work(
        on folder: FolderCopy, _ rows: [PlannedMessage] = [], side: MigrationSide, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch IMAPError.refused(_, let status) {
            if case .throttled(let notice) = RefusalVerdict(status) { throw MigrationError.throttled(side, notice) }
            try await giveUp(folder, .mailboxRefused, status, unsent: rows)
        }
    }

    private func finish(_ opening: FolderOpening) async throws {
        openFolder = opening.index
        if let folder = try await opener.finish(opening, over: pair) {
            await queue.opened(folder)
        } else {
            openFolder = nil
            await queue.closed(opening.index)
        }
    }

    private func plan(_ folder: FolderCopy) async throws {
        try await openSource(folder)
        let window = try await folder.planner.nextWindow(over: pair, batch: .batch(at: pace))
        guard await !queue.planned(window, of: folder) else { return }
        try await journal.releaseUnsent(folder.mailbox.id, window.joined().map(\.uid))
    }

    /// - Throws: ``MailboxChanged`` when its identifiers are no longer those that were planned.
    func openSource(_ folder: FolderCopy) async throws {
        guard openFolder != folder.index else { return }
        openFolder = nil
        let opened = try await pair.at(.source) { try await pair.source.examine(folder.mailbox.source) }
        guard opened.uidValidity == folder.sourceValidity else { throw MailboxChanged() }
        openFolder = folder.index
    }

    private func copy(_ batch: CopyBatch) async throws {
        // Whatever happens while it is under way is about it alone.
        if batch.isLastTry { while !unanswered.isEmpty { try await takeAnswer() } }
        if asksOneByOne, batch.rows.count > 1 {
            troubled.append(BatchRecord(batch: batch, isRead: true, undelivered: batch.rows))
            if let number = batch.number { await batch.folder.order?.answered(number) }
        } else {
            try await fetch(batch)
        }
    }

    /// Asks for a batch; ``passFirst()`` reads the answer.
    func fetch(_ batch: CopyBatch) async throws {
        try await openSource(batch.folder)
        batches += 1
        for stream in try await pair.source.bodies(of: batch.rows.map(\.uid), isLastTry: batch.isLastTry) {
            streams.append((batches, stream))
        }
        records[batches] = BatchRecord(batch: batch)
        fetched.append(FetchedBatch(id: batches, batch: batch))
    }
}

/// The identifiers of a folder have changed under a running copy; a new session looks at it anew.
struct MailboxChanged: Error {}
