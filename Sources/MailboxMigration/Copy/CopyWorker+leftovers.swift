internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// What becomes of messages that a server refused.
extension CopyWorker {
    /// Messages that are tried again together.
    private struct Piece {
        let rows: [PlannedMessage]
        var pauses = 0
    }

    /// The target refuses the folder, whatever the message.
    private struct FolderRefusal: Error {
        let verdict: RefusalVerdict
        let status: StatusResponse
    }

    /// What a batch left over is tried again in halves, down to the single message that is to blame. No command is open
    /// when this begins.
    func settle(_ record: BatchRecord) async throws {
        do {
            try await tryAgain(record)
        } catch let refusal as FolderRefusal {
            try await giveUp(refusal, record.batch)
        } catch IMAPError.refused(_, let status) {
            // The source does not open the folder any more.
            try await giveUp(record.batch.folder, .mailboxRefused, status, unsent: record.batch.rows)
        }
        await finish(record.batch)
    }

    private func tryAgain(_ record: BatchRecord) async throws {
        var work = try await leftOver(of: record)
        while let piece = work.popLast() {
            let again = CopyBatch(
                folder: record.batch.folder, number: nil, rows: piece.rows, pauses: piece.pauses,
                isLastTry: record.batch.isLastTry)
            try await fetch(again)
            try await passFirst()
            while !unanswered.isEmpty { try await takeAnswer() }
            while let next = troubled.last, next.batch.number == nil {
                troubled.removeLast()
                work += try await leftOver(of: next)
            }
            while let trial = trials.popLast() { try await judge(trial) }
        }
    }

    private func leftOver(of record: BatchRecord) async throws -> [Piece] {
        let rows = Dictionary(record.batch.rows.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        var pieces: [Piece] = []
        for refusal in record.refused {
            let refused = refusal.uids.compactMap { rows[$0] }
            pieces += try await whatMayHelp(refused, refusal.status, in: record)
        }
        if record.batch.rows.count > 1 {
            // The last piece is tried first.
            pieces += record.undelivered.reversed().map { Piece(rows: [$0]) }
        } else if let row = record.undelivered.first {
            try await postpone(row, in: record)
        }
        return pieces
    }

    /// - Throws: ``FolderRefusal``, or ``MigrationError`` when it is about more than these messages.
    private func whatMayHelp(
        _ rows: [PlannedMessage], _ status: StatusResponse, in record: BatchRecord
    ) async throws -> [Piece] {
        let verdict = RefusalVerdict(status)
        let pauses = record.batch.pauses
        switch verdict {
        case .throttled(let notice): throw MigrationError.throttled(.target, notice)
        case .mailboxGone, .forbidden: throw FolderRefusal(verdict: verdict, status: status)
        case .unavailable where pauses < CopyLimits.unavailablePauses.count:
            try await pause(CopyLimits.unavailablePauses[pauses], status, record.batch.folder.facts)
            return [Piece(rows: rows, pauses: pauses + 1)]
        case .badFlag, .unclear:
            if learnsKeyword(from: status, of: rows, in: record.batch.folder) {
                return [Piece(rows: rows, pauses: pauses)]
            }
        case .tooLarge, .noRoom, .unavailable, .badMessage: break
        }
        guard rows.count > 1 else {
            guard let row = rows.first, let again = try await judge(row, verdict, status, in: record) else { return [] }
            return [Piece(rows: [again], pauses: pauses)]
        }
        let middle = rows.count / 2
        return [
            Piece(rows: Array(rows[middle...]), pauses: pauses), Piece(rows: Array(rows[..<middle]), pauses: pauses),
        ]
    }

    private func pause(_ duration: Duration, _ status: StatusResponse, _ facts: CopyFacts) async throws {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        facts.observe(
            .waiting(milliseconds: duration.milliseconds, side: .target, reason: .unavailable(serverText: words)))
        await facts.stop.wait(atMost: duration)
        try Task.checkCancellation()
    }

    /// - Returns: whether the server named a keyword, which is not sent any more from now on.
    private func learnsKeyword(from status: StatusResponse, of rows: [PlannedMessage], in folder: FolderCopy) -> Bool {
        let sent = Set(rows.flatMap { folder.facts.flags(for: $0) }.filter { !$0.isSystemFlag })
        guard let keyword = RefusalVerdict.keyword(blamedBy: status, among: sent) else { return false }
        folder.facts.keywords.refused([keyword])
        return true
    }

    /// - Returns: what to try again, if that may help.
    private func judge(
        _ row: PlannedMessage, _ verdict: RefusalVerdict, _ status: StatusResponse, in record: BatchRecord
    ) async throws -> PlannedMessage? {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        switch verdict {
        case .tooLarge: try await fail(row, .messageTooLarge, words, in: record)
        case .noRoom:
            guard !queue.refusals.foundNoRoom(size: row.size, serverText: words) else {
                throw MigrationError.targetFull(serverText: words)
            }
            try await fail(row, .messageOverQuota, words, in: record)
        case .unavailable:
            try await fail(row, .messageDeferred, words, in: record)
            guard !queue.refusals.wasUnavailable() else {
                throw MigrationError.throttled(side: .target, serverText: words, milliseconds: nil)
            }
        case .badFlag, .unclear:
            // A keyword the target cannot take must not cost the message.
            if let again = withoutSuspects(row, in: record.batch.folder) { return again }
            try await fail(row, .messageRefused, words, in: record)
        case .badMessage, .throttled, .mailboxGone, .forbidden:
            try await fail(row, .messageRefused, words, in: record)
        }
        return nil
    }

    /// One message that a server chokes on must cost nothing but itself, and may be readable a little later.
    private func postpone(_ row: PlannedMessage, in record: BatchRecord) async throws {
        if !record.batch.isLastTry {
            if await queue.postpone(row, of: record.batch.folder) { return }
            return try await journal.releaseUnsent(record.batch.folder.mailbox.id, [row.uid])
        }
        try await fail(row, .messageUnreadable, record.sourceWords ?? "", in: record)
    }

    private func fail(
        _ row: PlannedMessage, _ code: DiagnosticCode, _ words: String, in record: BatchRecord
    ) async throws {
        let mailbox = record.batch.folder.mailbox
        let failure = FailedMessage(uid: row.uid, code: code, serverText: words)
        try await journal.recordFailed(mailbox.id, [failure])
        record.batch.folder.facts.observe(failure, in: mailbox)
    }
}

// Folders
extension CopyWorker {
    private func giveUp(_ refusal: FolderRefusal, _ batch: CopyBatch) async throws {
        guard refusal.verdict == .mailboxGone else {
            return try await giveUp(batch.folder, .mailboxForbidden, refusal.status, unsent: batch.rows)
        }
        // A new session looks at the new folder, and brings what the old one had.
        if try await isMadeAgain(batch.folder) { throw MailboxChanged() }
        try await giveUp(batch.folder, .mailboxGone, refusal.status, unsent: batch.rows)
    }

    /// Makes the folder again at the target, unless it is there.
    private func isMadeAgain(_ folder: FolderCopy) async throws -> Bool {
        do {
            _ = try await pair.target.look(at: folder.mailbox.target)
            return false
        } catch IMAPError.refused {}
        do {
            try await pair.target.create(folder.mailbox.target, specialUse: nil)
            return true
        } catch IMAPError.refused {
            return false
        }
    }

    /// A server refuses the folder; the others go on.
    func giveUp(
        _ folder: FolderCopy, _ code: DiagnosticCode, _ status: StatusResponse, unsent: [PlannedMessage]
    ) async throws {
        if openFolder == folder.index { openFolder = nil }
        let rest = await queue.giveUp(folder)
        try await journal.releaseUnsent(folder.mailbox.id, (unsent + (rest ?? [])).map(\.uid))
        guard rest != nil else { return }
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        try await journal.failMailbox(folder.mailbox.id, code, words)
        folder.facts.observe(.mailboxFailed(name: folder.mailbox.source.decoded, code: code, serverText: words))
    }
}
