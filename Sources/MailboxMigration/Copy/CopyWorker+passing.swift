internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// One streamed FETCH written into as many APPEND commands as their bounds ask for.
extension CopyWorker {
    /// Reads the answer to a batch's FETCH and writes what comes to the target. The answers to those commands are read
    /// later, while the next batch is passing.
    func pass(_ fetched: FetchedBatch) async throws {
        passing = PassingBatch(fetched)
        records[fetched.id] = BatchRecord(batch: fetched.batch)
        try await fetchAhead(of: fetched.batch)
        for stream in fetched.streams {
            do {
                while let event = try await stream.next() { try await receive(event) }
            } catch IMAPError.refused(_, let status) {
                records[fetched.id]?.sourceWords = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
            }
        }
        try await endAppend()
        let undelivered = passing?.wanted.values.sorted { $0.uid < $1.uid } ?? []
        passing = nil
        records[fetched.id]?.undelivered += undelivered
        records[fetched.id]?.isRead = true
        if let number = fetched.batch.number { await fetched.batch.folder.order?.sent(number, by: pair.number) }
        try await closeRecord(fetched.id)
    }

    /// Asks for the folder's next batch, so that the source does not rest while this one is written.
    private func fetchAhead(of batch: CopyBatch) async throws {
        guard ahead == nil, troubled.isEmpty, !asksOneByOne, batch.number != nil,
            let next = await queue.nextBatch(of: batch.folder) else { return }
        ahead = try await fetch(next)
    }

    private func receive(_ event: FetchEvent) async throws {
        switch event {
        case .message(let attributes):
            guard case .inline(let bytes) = attributes.body, let row = passing?.claim(attributes.uid) else { return }
            try await begin(row, size: UInt64(bytes.count))
            try await write(ByteBuffer(bytes: bytes))
            finishMessage()
        case .bodyBegins(let attributes, let size):
            if attributes.uid == nil, passing?.batch.rows.count != 1 { asksOneByOne = true }
            guard let row = passing?.claim(attributes.uid) else { return }
            try await begin(row, size: size)
        case .bodyBytes(let bytes):
            try await write(bytes)
        case .bodyEnds:
            finishMessage()
        }
    }

    private func begin(_ row: PlannedMessage, size: UInt64) async throws {
        guard let folder = passing?.batch.folder else { return }
        let bounds = CopyWindow.append(allowsMany: folder.facts.targetTakesMany)
        if let append = passing?.append, append.messages.count >= bounds.messages || append.bytes + size > bounds.bytes {
            try await endAppend()
        }
        if passing?.append == nil {
            switch try await beginAppend(to: folder.mailbox.target) {
            case .success(let command): passing?.append = PendingAppend(command: command)
            case .failure(let refusal): return refuse([row.uid], refusal.status)
            }
        }
        guard let command = passing?.append?.command else { return }
        passing?.append?.bytes += size
        passing?.append?.messages.append(CopiedMessage(uid: row.uid, targetUID: nil, size: size, digest: []))
        let header = AppendHeader(flags: folder.facts.flags(for: row), internalDate: row.internalDate, size: size)
        if try await pair.target.appendHeader(header, to: command) {
            digest = SHA256Digest()
        } else {
            // Refused in answer to the announcement: the command is over, and all its messages with it.
            await pair.target.abandonAppend()
            noteSent()
        }
    }

    private struct Refusal: Error {
        let status: StatusResponse
    }

    /// A name that needs a literal can be refused before any message is announced. That is the target's refusal, and
    /// must not be taken for the source's end of a FETCH.
    private func beginAppend(to name: MailboxName) async throws -> Result<AppendCommand, Refusal> {
        do {
            return .success(try await pair.target.beginAppend(to: name))
        } catch IMAPError.refused(_, let status) {
            return .failure(Refusal(status: status))
        }
    }

    private func refuse(_ uids: [UID], _ status: StatusResponse) {
        guard let id = passing?.id else { return }
        records[id]?.refused.append((uids, status))
    }

    private func write(_ bytes: ByteBuffer) async throws {
        guard digest != nil else { return }
        bytes.withUnsafeReadableBytes { digest?.update($0) }
        try await pair.target.appendBody(bytes)
    }

    private func finishMessage() {
        guard let finished = digest.take(), let last = passing?.append?.messages.indices.last else { return }
        passing?.append?.messages[last].digest = finished.finish()
    }

    /// Ends the command that is being written, as soon as it is this batch's turn.
    private func endAppend() async throws {
        guard let batch = passing?.batch, let command = passing?.append?.command else { return }
        if let number = batch.number, let order = batch.folder.order,
            await !order.mayEnd(number, pair: pair.number)
        {
            // Whoever is before us may wait for what we have sent.
            while !unanswered.isEmpty { try await takeAnswer() }
            await order.turn(of: number, pair: pair.number)
        }
        try await pair.target.endAppend(command)
        noteSent()
        while isFarAhead { try await takeAnswer() }
    }

    private func noteSent() {
        guard let id = passing?.id, let append = passing?.append.take() else { return }
        unanswered.append(SentAppend(record: id, append: append))
        records[id]?.unanswered += 1
    }

    /// Whether too much is without an answer, beyond the last command.
    private var isFarAhead: Bool {
        let others = unanswered.dropLast()
        return others.reduce(0) { $0 + $1.append.messages.count } >= CopyLimits.unansweredMessages
            || others.reduce(0) { $0 + $1.append.bytes } >= CopyLimits.unansweredBytes
    }
}
