internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Looks at both accounts, and writes nothing.
struct PlanSession {
    let options: MigrationOptions
    let source: SourceConnection
    let target: IMAPConnection
    /// Where a POP3 source puts what it shows.
    let notes: MigrationJournal
    /// What an earlier run left behind; nil before the first one.
    let journal: MigrationJournal?
    let observe: @Sendable (MigrationPlan.Progress) -> Void

    func run() async throws -> MigrationPlan {
        let from = try await at(.source) { try await source.overview(items: .messages) }
        let to = try await at(.target) { try await target.overview(items: .messages) }
        let mapping = MailboxMapping(
            from: from, to: to, distinguishesCase: await target.quirks.contains(.distinguishesCase), options: options,
            recorded: try await journal?.recordedTargets() ?? [:])
        let places: [MappedMailbox]
        do { places = try mapping.map(from.listings) } catch { throw MigrationError.choice(error) }
        let done = try await doneMessages()
        let there = to.statuses.compactMapValues(\.messages)
        let limit = try await at(.target) { try await target.appendLimit(of: .inbox) }
        var plan = MigrationPlan(
            mailboxes: places.map { place in
                MigrationPlan.Mailbox(
                    place, messagesThere: Int(there[place.target] ?? 0), messagesDone: done[place.source.name] ?? 0)
            }, sizeLimit: min(limit ?? .max, ByteLimits.message))
        var sample: SourceSample?
        var largest: UInt64 = 0
        for (index, place) in places.enumerated() {
            observe(MigrationPlan.Progress(mailboxes: index, of: places.count, messages: plan.messages))
            let candidate = try await look(into: place.source.name, index, &plan)
            if plan.mailboxes[index].bytes > largest { (largest, sample) = (plan.mailboxes[index].bytes, candidate) }
        }
        // Servers of POP3 may hide or delete what was read.
        if let source = source.imap {
            plan.sourceBytesPerSecond = try await at(.source) { try await sample?.bytesPerSecond(over: source) }
        }
        plan.daysUntilExpiry = await source.pop3?.daysUntilExpiry
        return plan
    }

    private func doneMessages() async throws -> [MailboxName: Int] {
        let totals = try await journal?.totals() ?? []
        return Dictionary(
            totals.map { ($0.mailbox.source, $0.copied + $0.adopted) }, uniquingKeysWith: { first, _ in first })
    }

    /// Adds up one folder, stretch by stretch.
    private func look(into name: MailboxName, _ index: Int, _ plan: inout MigrationPlan) async throws -> SourceSample {
        var sample = SourceSample(of: name)
        let opened: SelectedMailbox
        do {
            opened = try await source.examine(name)
        } catch IMAPError.refused(_, let status) {
            plan.mailboxes[index].refusal = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
            return sample
        } catch let error as IMAPError {
            throw MigrationError.server(.source, ServerFailure(error))
        }
        var lister = MailboxLister(mailbox: opened, after: nil)
        while let range = lister.nextRange {
            let listed = try await at(.source) { try await list(range) }
            // A range that begins behind the last message still brings the last one (RFC 9051 §9, seq-range).
            let messages = listed.compactMap(PlannedMessage.init).filter { range.contains($0.uid) }
            for message in messages {
                plan.add(message, to: index, filter: options.filter)
                sample.note(message.uid, size: message.size)
            }
            lister.listed(range, messages: messages.count)
        }
        return sample
    }

    private func list(_ range: ClosedRange<UID>) async throws -> [FetchAttributes] {
        guard let source = source.pop3 else {
            return try await source.imap?.fetchAll(UIDSet(range), [.internalDate, .size]) ?? []
        }
        var listed = try await notes.listed(range, flags: [])
        guard options.filter.isAboutDates else { return listed }
        let dates = try await source.headers(of: listed.compactMap(\.uid)) { ArrivalDate.of($1) }
        for index in listed.indices { listed[index].internalDate = listed[index].uid.flatMap { dates[$0] } }
        return listed
    }

    /// Says whose failure it was.
    private func at<Result>(_ side: MigrationSide, _ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let error as IMAPError {
            throw MigrationError.server(side, ServerFailure(error))
        }
    }
}

extension MigrationPlan.Mailbox {
    fileprivate init(_ place: MappedMailbox, messagesThere: Int, messagesDone: Int) {
        source = place.source.name.decoded
        target = place.target.decoded
        isRenamed = place.isRenamed
        self.place = place.create != nil ? .created : messagesThere > 0 ? .merged : .there
        specialUse = place.create?.specialUse?.wire
        self.messagesThere = messagesThere
        self.messagesDone = messagesDone
    }
}

extension MigrationPlan {
    fileprivate mutating func add(_ message: PlannedMessage, to index: Int, filter: MessageFilter) {
        guard filter.includes(message) else {
            mailboxes[index].skipped += 1
            return
        }
        guard message.size <= sizeLimit else {
            mailboxes[index].tooLarge += 1
            if tooLarge.count < Self.listLimit {
                let name = mailboxes[index].source
                tooLarge.append(Oversize(mailbox: name, uid: message.uid.rawValue, size: message.size))
            }
            return
        }
        mailboxes[index].messages += 1
        mailboxes[index].bytes = mailboxes[index].bytes.addingClamped(message.size)
    }
}
