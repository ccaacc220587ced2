internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// Copies one folder over one pair of connections. All three run on the same event loop, so a body goes from the
/// source's FETCH to the target's APPEND as slices of what was received, without a hop or a copy.
actor MailboxCopier {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    let source: IMAPConnection
    let target: IMAPConnection
    let journal: MigrationJournal
    let mailbox: JournaledMailbox
    let facts: CopyFacts
    /// Set when a body came before its identifier: from then on messages are asked for one by one, where the
    /// question itself says which message the answer is.
    var asksOneByOne = false

    init(
        source: IMAPConnection, target: IMAPConnection, journal: MigrationJournal, mailbox: JournaledMailbox,
        facts: CopyFacts
    ) {
        unownedExecutor = source.unownedExecutor
        self.source = source
        self.target = target
        self.journal = journal
        self.mailbox = mailbox
        self.facts = facts
    }

    /// Lists and copies until the folder is through or a stop is asked for.
    ///
    /// - Parameter opened: what EXAMINE told about the source.
    /// - Returns: whether the folder is through.
    func run(opened: SelectedMailbox, settler: DoubtSettler) async throws -> Bool {
        var lister = MailboxLister(mailbox: opened, after: mailbox.plannedThrough)
        var position: UID?
        while !facts.stop.isStopping {
            let window = try await journal.nextPlanned(mailbox.id, after: position, limit: CopyLimits.windowMessages)
            let count = CopyWindow.intent.prefixLength(of: window.map(\.size))
            let rows = Array(window.prefix(count))
            guard let last = rows.last else {
                guard try await list(with: &lister) else { return true }
                continue
            }
            position = last.uid
            let remaining = try await settler.adopt(rows, facts: facts)
            try await copyWindow(try await withoutTooLarge(remaining))
        }
        return false
    }

    /// Asks the source for the next stretch of identifiers and plans what is there.
    ///
    /// - Returns: false when there is no more.
    private func list(with lister: inout MailboxLister) async throws -> Bool {
        guard let range = lister.nextRange else { return false }
        let attributes = try await source.fetchAll(UIDSet(range), [.flags, .internalDate, .size])
        // A range that begins behind the last message still brings the last one (RFC 9051 §9, seq-range).
        let planned = attributes.compactMap(PlannedMessage.init).filter { range.contains($0.uid) }
        try await journal.plan(mailbox.id, planned, through: range.upperBound)
        lister.listed(range, messages: planned.count)
        return true
    }

    /// Leaves out what the target said it will not take (RFC 7889), before a byte of it is fetched.
    private func withoutTooLarge(_ rows: [PlannedMessage]) async throws -> [PlannedMessage] {
        let limit = min(facts.appendLimit ?? .max, ByteLimits.message)
        let tooLarge = rows.filter { $0.size > limit }
        guard !tooLarge.isEmpty else { return rows }
        for row in tooLarge {
            try await fail(row, .messageTooLarge, "\(row.size) > \(limit)")
        }
        return rows.filter { $0.size <= limit }
    }

    /// One durable intent, one streamed FETCH, then what was refused in ever smaller pieces.
    private func copyWindow(_ rows: [PlannedMessage]) async throws {
        guard !rows.isEmpty else { return }
        try await journal.intend(mailbox.id, rows.map(\.uid))
        var work = [rows]
        while let next = work.popLast() {
            let pieces = asksOneByOne && next.count > 1 ? next.map { [$0] } : [next]
            for piece in pieces {
                var transfer = BatchTransfer(
                    rows: piece, source: source, target: target, journal: journal, mailbox: mailbox, facts: facts)
                let left = try await transfer.run()
                asksOneByOne = asksOneByOne || left.sawAnonymousBody
                try await settle(left, of: piece, work: &work)
            }
        }
    }

    /// What a transfer left over is tried again in halves, down to the single message that is to blame.
    private func settle(
        _ left: BatchTransfer.LeftOver, of rows: [PlannedMessage], work: inout [[PlannedMessage]]
    ) async throws {
        for refusal in left.refused {
            if refusal.rows.count > 1 {
                let middle = refusal.rows.count / 2
                work.append(Array(refusal.rows[middle...]))
                work.append(Array(refusal.rows[..<middle]))
            } else if let row = refusal.rows.first {
                try await settleRefusal(row, refusal.status, work: &work)
            }
        }
        if !left.undelivered.isEmpty {
            if rows.count > 1 {
                work.append(contentsOf: left.undelivered.map { [$0] })
            } else if let row = left.undelivered.first {
                try await fail(row, .messageUnreadable, left.sourceWords ?? "")
            }
        }
    }

    private func settleRefusal(
        _ row: PlannedMessage, _ status: StatusResponse, work: inout [[PlannedMessage]]
    ) async throws {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        switch status.code?.name {
        case "OVERQUOTA":
            // RFC 9208 §4.3.1: nothing more fits, so trying the rest would only waste everybody's time.
            throw MigrationError.targetFull(serverText: words)
        case "TOOBIG":
            try await fail(row, .messageTooLarge, words)
        default:
            let plain = row.flags.filter(\.isSystemFlag)
            guard plain.count < row.flags.count else { return try await fail(row, .messageRefused, words) }
            // A keyword the target cannot take must not cost the message.
            var again = row
            again.flags = plain
            work.append([again])
        }
    }

    private func fail(_ row: PlannedMessage, _ code: DiagnosticCode, _ words: String) async throws {
        try await journal.recordFailed(
            mailbox.id, [FailedMessage(uid: row.uid, code: code, serverText: words)])
        facts.observe(
            .failed(mailbox: mailbox.source.decoded, uid: row.uid.rawValue, code: code, serverText: words))
    }
}
