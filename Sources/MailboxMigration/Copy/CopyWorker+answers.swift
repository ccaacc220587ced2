internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// What the target says to what it was sent.
extension CopyWorker {
    /// Reads the answer to the oldest command.
    func takeAnswer() async throws {
        guard let sent = unanswered.popFirst() else { return }
        switch try await pair.target.outcome(of: sent.append.command) {
        case .refused(let status):
            records[sent.record]?.refused.append((sent.append.messages.map(\.uid), status))
        case .stored(_, let uids):
            records[sent.record]?.copied += sent.append.messages.identified(by: uids)
        }
        records[sent.record]?.unanswered -= 1
        try await closeRecord(sent.record)
    }

    /// Writes down what has become of a batch, once all of it is known.
    func closeRecord(_ id: BatchRecord.ID) async throws {
        guard let record = records[id], record.isAnswered else { return }
        records[id] = nil
        if let number = record.batch.number { await record.batch.folder.order?.answered(number) }
        if !record.copied.isEmpty {
            let mailbox = record.batch.folder.mailbox
            try await journal.recordCopied(mailbox.id, record.copied)
            record.batch.folder.facts.observe(
                .copied(
                    mailbox: mailbox.source.decoded, messages: record.copied.count,
                    bytes: record.copied.reduce(0) { $0 + $1.size }))
        }
        if record.isClean {
            await finish(record.batch)
        } else {
            troubled.append(record)
        }
    }

    /// What is tried again has no number; its folder waits for the batch it came from.
    private func finish(_ batch: CopyBatch) async {
        if batch.number != nil { await queue.finished(batch) }
    }

    /// What a batch left over is tried again in halves, down to the single message that is to blame. No command is open
    /// when this begins.
    func settle(_ record: BatchRecord) async throws {
        let folder = record.batch.folder
        var work = try await leftOver(of: record)
        while let rows = work.popLast() {
            let again = CopyBatch(folder: folder, number: nil, rows: rows)
            try await fetch(again)
            try await passFirst()
            while !unanswered.isEmpty { try await takeAnswer() }
            while let next = troubled.last, next.batch.number == nil {
                troubled.removeLast()
                work += try await leftOver(of: next)
            }
        }
        await finish(record.batch)
    }

    /// The pieces to try again; single messages that nothing helps are given up.
    private func leftOver(of record: BatchRecord) async throws -> [[PlannedMessage]] {
        let rows = Dictionary(record.batch.rows.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        var pieces: [[PlannedMessage]] = []
        for refusal in record.refused {
            let refused = refusal.uids.compactMap { rows[$0] }
            if refused.count > 1 {
                let middle = refused.count / 2
                pieces += [Array(refused[middle...]), Array(refused[..<middle])]
            } else if let row = refused.first, let again = try await verdict(on: row, refusal.status, in: record) {
                pieces.append([again])
            }
        }
        if record.batch.rows.count > 1 {
            pieces += record.undelivered.map { [$0] }
        } else if let row = record.undelivered.first {
            try await fail(row, .messageUnreadable, record.sourceWords ?? "", in: record)
        }
        return pieces
    }

    /// - Returns: what to try again, if that may help.
    private func verdict(
        on row: PlannedMessage, _ status: StatusResponse, in record: BatchRecord
    ) async throws -> PlannedMessage? {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        switch status.code?.name {
        case "OVERQUOTA":
            // RFC 9208 §4.3.1: nothing more fits, so trying the rest would only waste everybody's time.
            throw MigrationError.targetFull(serverText: words)
        case "TOOBIG":
            try await fail(row, .messageTooLarge, words, in: record)
            return nil
        default:
            // A keyword the target cannot take must not cost the message.
            var again = row
            again.flags = row.flags.filter(\.isSystemFlag)
            if again.flags.count < row.flags.count { return again }
            try await fail(row, .messageRefused, words, in: record)
            return nil
        }
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

extension [CopiedMessage] {
    /// With the identifiers the target gave them, in the order sent (RFC 4315 §3). Fewer or more identifiers than
    /// messages tell nothing about any of them.
    fileprivate func identified(by uids: UIDSet?) -> [CopiedMessage] {
        guard let uids, uids.count == UInt64(count) else { return self }
        let given = uids.uids(limit: count)
        guard given.count == count else { return self }
        return zip(self, given).map { message, uid in
            var message = message
            message.targetUID = uid
            return message
        }
    }
}
