internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import NIOCore

/// Bodies from the source's FETCH, written into as many APPEND commands as their bounds ask for.
extension CopyWorker {
    /// Passes on the batch that was asked for first. What the target says to it is read later, while the next batch is
    /// passing.
    func passFirst() async throws {
        guard let id = fetched.first?.id else { return }
        let start = ContinuousClock.now
        defer { pace.spent(start.duration(to: .now)) }
        try await openBehind()
        try await askAhead()
        while fetched.first?.id == id {
            guard let (batch, stream) = streams.first else { return try await closeFirst() }
            do {
                while fetched.first?.id == id, let event = try await stream.next() {
                    try await receive(event)
                    try await askAhead()
                    try await takeAnswersThere()
                }
            } catch IMAPError.refused(_, let status) {
                if case .throttled(let notice) = RefusalVerdict(status) {
                    throw MigrationError.throttled(.source, notice)
                }
                records[batch]?.sourceWords = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
            }
            guard fetched.first?.id == id else { break }
            streams.removeFirst()
            if batch == id, streams.first?.batch != id { try await closeFirst() }
        }
        guard fetched.isEmpty else { return }
        try await readToEnds()
        guard ahead == nil else { return }
        // No body is under way, on either side.
        try await compressWhereItPays()
    }

    /// Asks for the folder's next batch, so that the source does not rest while this batch is written.
    private func askAhead() async throws {
        guard fetched.count == 1, !fetched[0].hasAskedAhead, fetched[0].toCome.isLittle else { return }
        fetched[0].hasAskedAhead = true
        guard await mayAskAhead, let next = await queue.nextBatch(of: fetched[0].batch.folder) else { return }
        try await fetch(next)
    }

    /// Asks for the next folder where nothing of this one is left.
    private func openBehind() async throws {
        guard fetched.count == 1, append == nil, await mayAskAhead,
            let (index, work) = await queue.folderBehind(fetched[0].batch.folder)
        else { return }
        openFolder = nil
        ahead = try await opener.begin(index, work, over: pair)
    }

    /// Not before both sides are compressed, if they should be, nor when a token ends: that has to wait until no body is
    /// under way.
    private var mayAskAhead: Bool {
        get async {
            guard ahead == nil, troubled.isEmpty, !asksOneByOne, !pair.isToBeRenewed,
                let batch = fetched.first?.batch, batch.number != nil, !batch.isLastTry
            else { return false }
            return await !isWorthCompressing
        }
    }

    /// Nothing else may be asked before: what comes would be taken for these answers.
    private func readToEnds() async throws {
        while let (_, stream) = streams.popFirst() {
            do {
                while try await stream.next() != nil {}
            } catch IMAPError.refused {}
        }
    }

    private func receive(_ event: FetchEvent) async throws {
        switch event {
        case .message(let attributes):
            guard case .inline(let bytes) = attributes.body, let row = try await claim(attributes.uid) else { return }
            try await begin(row, attributes, size: UInt64(bytes.count))
            try await write(ByteBuffer(bytes: bytes))
            finishMessage()
        case .bodyBegins(let attributes, let size):
            guard let row = try await claim(attributes.uid) else { return }
            try await begin(row, attributes, size: size)
        case .bodyBytes(let bytes):
            if !fetched.isEmpty { fetched[0].toCome.came(bytes.readableBytes) }
            try await write(bytes)
        case .bodyEnds:
            finishMessage()
        }
    }

    /// The message a body belongs to. Dovecot sends the bodies of a second FETCH before it says that the first one is
    /// over, so the first body of the next batch ends this one.
    private func claim(_ uid: UID?) async throws -> PlannedMessage? {
        guard let uid = uid ?? onlyWanted else {
            asksOneByOne = true
            return nil
        }
        if let first = fetched.first, !first.wants(uid), fetched.dropFirst().first?.wants(uid) == true {
            try await closeFirst()
        }
        return fetched.isEmpty ? nil : fetched[0].claim(uid)
    }

    /// The message whose body must be meant when a server does not say.
    private var onlyWanted: UID? {
        fetched.count == 1 && fetched.first?.batch.rows.count == 1 ? fetched.first?.undelivered.first?.uid : nil
    }

    /// The batch that was passing is read.
    private func closeFirst() async throws {
        try await endAppend()
        guard let first = fetched.popFirst() else { return }
        records[first.id]?.undelivered += first.undelivered
        records[first.id]?.isRead = true
        if let number = first.batch.number { await first.batch.folder.order?.sent(number, by: pair.number) }
        try await closeRecord(first.id)
    }

    /// - Parameter attributes: what came with the body.
    private func begin(_ row: PlannedMessage, _ attributes: FetchAttributes, size: UInt64) async throws {
        guard let folder = fetched.first?.batch.folder else { return }
        let bounds = CopyWindow.append(allowsMany: folder.facts.targetTakesMany)
        if let append, append.messages.count >= bounds.messages || append.bytes + size > bounds.bytes {
            try await endAppend()
        }
        if append == nil {
            switch try await beginAppend(to: folder.mailbox.target) {
            case .success(let command): append = PendingAppend(command: command)
            case .failure(let refusal): return refuse([row.uid], refusal.status)
            }
        }
        guard let command = append?.command else { return }
        append?.bytes += size
        let flags = folder.facts.flags(for: row)
        append?.keywords.formUnion(flags.lazy.filter { !$0.isSystemFlag })
        append?.messages.append(
            CopiedMessage(
                uid: row.uid, targetUID: nil, size: size, digest: nil,
                droppedFlags: folder.facts.dropped(of: row, sending: flags),
                arrival: .init(
                    date: attributes.internalDate, headerHash: attributes.header.map { HeaderFingerprint.of($0) })))
        let header = AppendHeader(
            flags: flags, internalDate: row.internalDate ?? attributes.internalDate, size: size)
        if try await pair.target.appendHeader(header, to: command) {
            isPassing = true
            digest = folder.facts.digestsBodies ? SHA256Digest() : nil
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
        guard let id = fetched.first?.id else { return }
        records[id]?.refused.append((uids, status))
    }

    private func write(_ bytes: ByteBuffer) async throws {
        guard isPassing else { return }
        bytes.withUnsafeReadableBytes { digest?.update($0) }
        try await rate?.take(bytes.readableBytes)
        try await pair.target.appendBody(bytes)
    }

    private func finishMessage() {
        isPassing = false
        guard let finished = digest.take(), let last = append?.messages.indices.last else { return }
        append?.messages[last].digest = finished.finish()
    }

    /// Ends the command that is being written, as soon as it is this batch's turn.
    private func endAppend() async throws {
        guard let command = append?.command else { return }
        try await awaitTurn()
        try await pair.target.endAppend(command)
        noteSent()
        while isFarAhead { try await takeAnswer() }
    }

    private func awaitTurn() async throws {
        guard let first = fetched.first, !first.hasTurn, let number = first.batch.number,
            let order = first.batch.folder.order
        else { return }
        if await !order.mayEnd(number, pair: pair.number) {
            // Meanwhile the target makes what it has of us durable.
            await pair.target.flushAppend()
            // Whoever is before us may wait for what we have sent.
            while !unanswered.isEmpty { try await takeAnswer() }
            await order.turn(of: number, pair: pair.number)
        }
        fetched[0].hasTurn = true
    }

    /// Other pairs may wait for what the target has answered us; a large message passes for much longer than that took.
    private func takeAnswersThere() async throws {
        while let sent = unanswered.first, await pair.target.isAnswered(sent.append.command) { try await takeAnswer() }
    }

    private func noteSent() {
        guard let id = fetched.first?.id, let append = append.take() else { return }
        pace.passed(messages: append.messages.count, bytes: append.bytes)
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
