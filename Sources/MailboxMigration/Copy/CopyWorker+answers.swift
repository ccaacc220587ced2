internal import DequeModule
internal import IMAPClient
internal import IMAPCodec

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
            records[sent.record]?.batch.folder.facts.keywords.took(sent.append.keywords)
            queue.refusals.stored()
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
            noteTrial(of: record)
        }
        if record.isClean {
            await finish(record.batch)
        } else {
            troubled.append(record)
        }
    }

    /// What is tried again has no number; its folder waits for the batch it came from.
    func finish(_ batch: CopyBatch) async {
        if batch.number != nil { await queue.finished(batch) }
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
