internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// One streamed FETCH written into as many APPEND commands as its bounds ask for. Runs on its copier's event loop.
struct BatchTransfer: ~Copyable {
    /// What did not make it, and why.
    struct LeftOver {
        var refused: [(rows: [PlannedMessage], status: StatusResponse)] = []
        /// Asked for, and no whole body came.
        var undelivered: [PlannedMessage] = []
        /// The source's words, where it ended with NO or BAD.
        var sourceWords: String?
        /// A body came before anybody knew whose it is.
        var sawAnonymousBody = false
    }

    /// An APPEND and the messages in it.
    private struct PendingAppend {
        let command: AppendCommand
        var rows: [PlannedMessage] = []
        var sizes: [UInt64] = []
        var digests: [[UInt8]] = []
        var bytes: UInt64 { sizes.reduce(0, +) }
    }

    private let source: IMAPConnection
    private let target: IMAPConnection
    private let journal: MigrationJournal
    private let mailbox: JournaledMailbox
    private let facts: CopyFacts
    private let bounds: CopyWindow
    private let uids: UIDSet
    private let isSingle: Bool
    /// Asked for and not yet seen.
    private var wanted: [UID: PlannedMessage]
    private var open: PendingAppend?
    private var unanswered = Deque<PendingAppend>()
    /// Of the message that is passing; nil while its bytes are not wanted.
    private var digest: SHA256Digest?
    private var left = LeftOver()

    init(
        rows: [PlannedMessage], source: IMAPConnection, target: IMAPConnection, journal: MigrationJournal,
        mailbox: JournaledMailbox, facts: CopyFacts
    ) {
        self.source = source
        self.target = target
        self.journal = journal
        self.mailbox = mailbox
        self.facts = facts
        bounds = .append(allowsMany: facts.targetTakesMany)
        uids = UIDSet(rows.map(\.uid).sorted())
        isSingle = rows.count == 1
        wanted = Dictionary(rows.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: ``IMAPError`` when a connection is gone, and ``JournalError``. Either way a later run goes on from
    ///   here, provided that the caller closes both connections: a message may be half written.
    mutating func run() async throws -> LeftOver {
        var streams: [FetchStream] = []
        for piece in uids.pieces(maximumLength: CopyLimits.uidSetLength) {
            streams.append(try await source.fetch(piece, .body))
        }
        for stream in streams {
            do {
                while let event = try await stream.next() { try await receive(event) }
            } catch IMAPError.refused(_, let status) {
                left.sourceWords = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
            }
        }
        try await closeAppend()
        while !unanswered.isEmpty { try await takeOutcome() }
        left.undelivered = wanted.values.sorted { $0.uid < $1.uid }
        return left
    }

    private mutating func receive(_ event: FetchEvent) async throws {
        switch event {
        case .message(let attributes):
            guard case .inline(let bytes) = attributes.body, let row = claim(attributes.uid) else { return }
            try await begin(row, size: UInt64(bytes.count))
            try await pass(ByteBuffer(bytes: bytes))
            finishMessage()
        case .bodyBegins(let attributes, let size):
            if attributes.uid == nil, !isSingle { left.sawAnonymousBody = true }
            guard let row = claim(attributes.uid) else { return }
            try await begin(row, size: size)
        case .bodyBytes(let bytes):
            try await pass(bytes)
        case .bodyEnds:
            finishMessage()
        }
    }

    /// The message a body belongs to. One body is taken for each that was asked for; any other is passed over, so a
    /// server that repeats itself or mixes messages up cannot make us store one twice or under a false name.
    private mutating func claim(_ uid: UID?) -> PlannedMessage? {
        guard let uid = uid ?? (isSingle ? wanted.keys.first : nil) else { return nil }
        return wanted.removeValue(forKey: uid)
    }

    private mutating func begin(_ row: PlannedMessage, size: UInt64) async throws {
        if let open, open.rows.count >= bounds.messages || open.bytes + size > bounds.bytes { try await closeAppend() }
        var append: PendingAppend
        if let open {
            append = open
        } else {
            switch try await Self.beginAppend(to: mailbox.target, at: target) {
            case .success(let command): append = PendingAppend(command: command)
            case .failure(let refusal):
                left.refused.append(([row], refusal.status))
                return
            }
        }
        append.rows.append(row)
        append.sizes.append(size)
        open = append
        let header = AppendHeader(flags: facts.flags(for: row), internalDate: row.internalDate, size: size)
        if try await target.appendHeader(header, to: append.command) {
            digest = SHA256Digest()
        } else {
            // Refused in answer to the announcement: the command is over, and all its messages with it.
            await target.abandonAppend()
            unanswered.append(append)
            open = nil
        }
    }

    private struct Refusal: Error {
        let status: StatusResponse
    }

    /// A name that needs a literal can be refused before any message is announced. That is the target's refusal, and
    /// must not be taken for the source's end of a FETCH.
    private static func beginAppend(
        to name: MailboxName, at target: IMAPConnection
    ) async throws -> Result<AppendCommand, Refusal> {
        do {
            return .success(try await target.beginAppend(to: name))
        } catch IMAPError.refused(_, let status) {
            return .failure(Refusal(status: status))
        }
    }

    private mutating func pass(_ bytes: ByteBuffer) async throws {
        guard digest != nil else { return }
        bytes.withUnsafeReadableBytes { digest?.update($0) }
        try await target.appendBody(bytes)
    }

    private mutating func finishMessage() {
        guard let finished = digest.take() else { return }
        open?.digests.append(finished.finish())
    }

    private mutating func closeAppend() async throws {
        guard let append = open.take() else { return }
        try await target.endAppend(append.command)
        unanswered.append(append)
        while unanswered.count > CopyLimits.unansweredAppends { try await takeOutcome() }
    }

    private mutating func takeOutcome() async throws {
        guard let append = unanswered.popFirst() else { return }
        switch try await target.outcome(of: append.command) {
        case .refused(let status):
            left.refused.append((append.rows, status))
        case .stored(_, let uids):
            let given = uids?.uids(limit: append.rows.count) ?? []
            // Fewer or more identifiers than messages tell nothing about any of them.
            let isUsable = given.count == append.rows.count && uids?.count == UInt64(append.rows.count)
            let copied = append.rows.indices.map { index in
                CopiedMessage(
                    uid: append.rows[index].uid, targetUID: isUsable ? given[index] : nil, size: append.sizes[index],
                    digest: append.digests[index])
            }
            try await journal.recordCopied(mailbox.id, copied)
            facts.observe(
                .copied(mailbox: mailbox.source.decoded, messages: copied.count, bytes: append.bytes))
        }
    }
}
