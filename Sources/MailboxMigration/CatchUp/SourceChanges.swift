internal import IMAPClient
internal import IMAPCodec

/// Finds out what has changed at the source in a folder that is known, and makes the flags at the target follow.
///
/// Where the source counts changes (RFC 7162), it tells those since the last run. Elsewhere the flags of all known
/// messages are read, and what is gone is found by asking which are left.
struct SourceChanges: Sendable {
    let pair: ConnectionPair
    /// The pair's.
    let source: IMAPConnection
    let journal: MigrationJournal
    let known: KnownMailbox
    let updatesFlags: Bool
    let observe: @Sendable (MigrationEvent) -> Void

    /// - Parameter status: the source's state beforehand.
    /// - Throws: `.refused` when the source cannot be opened.
    func follow(_ status: MailboxStatus?) async throws {
        let isCounting = await source.capabilities.keepModSequences
        let point = known.modSeq.map { ResyncPoint(uidValidity: known.sourceValidity, modSeq: $0) }
        let request = FetchRequest(everyKnown, .flags, uidValidity: known.sourceValidity)
        var opening = try await source.beginOpening(
            known.source, since: point, fetching: updatesFlags && (point == nil || !isCounting) ? request : nil)
        guard let target = try await pair.target.selectKnown(known.target, known.targetValidity) else {
            // The target's folder is another one now: all of it is looked at again.
            await (try opening.opened()).messages?.passOver()
            return
        }
        let follower = FlagFollower(target: pair.target, mailbox: target)
        var vanished = try await readChanges(&opening, follower)
        let opened = try await opening.opened()
        guard opened.mailbox.uidValidity == known.sourceValidity else { return }
        try await readFlags(opened, follower)
        if opened.changesTold != .changedAndVanished { vanished = try await missing(in: opened.mailbox, status) }
        try await journal.recordVanished(known.id, vanished)
        if opened.changesTold == .changedAndVanished { try await findUntold(opened.mailbox, status, follower) }
        if updatesFlags { try await journal.recordChanges(known.id, through: opened.mailbox.highestModSeq) }
    }

    private var everyKnown: UIDSet { UIDSet(.first...known.plannedThrough) }

    /// - Returns: what is gone, where that is told.
    private func readChanges(_ opening: inout MailboxOpening, _ follower: FlagFollower) async throws -> UIDSet {
        var window: [(uid: UID, flags: [Flag])] = []
        var vanished = UIDSet()
        while let change = try await opening.next() {
            switch change {
            case .changed(let attributes): try await note(attributes, in: &window, follower)
            case .vanished(let uids): for range in uids.ranges { vanished.append(range) }
            }
        }
        try await follow(window, follower)
        return vanished
    }

    /// Those of all known messages, where the changes alone were not told.
    private func readFlags(_ opened: OpenedMailbox, _ follower: FlagFollower) async throws {
        if let stream = opened.messages {
            try await readFlags(stream, follower)
        } else if updatesFlags, opened.changesTold == .none {
            try await readFlags(try await source.fetch(everyKnown, .flags), follower)
        }
    }

    private func readFlags(_ stream: FetchStream, _ follower: FlagFollower) async throws {
        var window: [(uid: UID, flags: [Flag])] = []
        while let event = try await stream.next() {
            if case .message(let attributes) = event { try await note(attributes, in: &window, follower) }
        }
        try await follow(window, follower)
    }

    /// A server whose index was made anew may count as far as it had counted before, and then tells nothing of what happened
    /// in between (Dovecot, which can give the same mail other identifiers in the same generation). Its messages are too few
    /// then for what is known and what may be new.
    private func findUntold(
        _ mailbox: SelectedMailbox, _ status: MailboxStatus?, _ follower: FlagFollower
    ) async throws {
        let gone = try await missing(in: mailbox, status)
        guard !gone.isEmpty else { return }
        let left = try await journal.knownMessages(known.id)
        try await journal.recordVanished(known.id, gone)
        // Who keeps back what is gone keeps back changed flags.
        guard updatesFlags, try await journal.knownMessages(known.id) < left else { return }
        try await readFlags(try await source.fetch(everyKnown, .flags), follower)
    }

    private func note(
        _ attributes: FetchAttributes, in window: inout [(uid: UID, flags: [Flag])], _ follower: FlagFollower
    ) async throws {
        guard updatesFlags, let uid = attributes.uid, let flags = attributes.flags else { return }
        window.append((uid, flags))
        guard window.count >= CopyLimits.windowMessages else { return }
        try await follow(window, follower)
        window.removeAll(keepingCapacity: true)
    }

    private func follow(_ window: [(uid: UID, flags: [Flag])], _ follower: FlagFollower) async throws {
        let differences = try await journal.flagDifferences(known.id, window)
        let followed = try await follower.follow(differences)
        try await journal.recordFlags(known.id, differences, dropped: followed.dropped)
        guard followed.messages > 0 else { return }
        observe(.flagsUpdated(mailbox: known.source.decoded, messages: followed.messages))
    }

    /// The known messages that are gone, where nobody told; none where what is known and what may be new are all that is there.
    private func missing(in mailbox: SelectedMailbox, _ status: MailboxStatus?) async throws -> UIDSet {
        if let next = mailbox.uidNext, next > known.plannedThrough {
            let mayBeNew = Int(next.rawValue) - Int(known.plannedThrough.rawValue) - 1
            // Fewer is also what is left where a new one has gone again: asking costs a round trip.
            if try await journal.knownMessages(known.id) + mayBeNew == Int(mailbox.exists) { return UIDSet() }
        }
        return try await source.missing(through: known.plannedThrough, in: mailbox, status)
    }
}

extension IMAPConnection {
    /// Identifiers that no message of the open folder has. An answer that leaves messages out is no answer: mail must
    /// not be taken for deleted because a server was short of words.
    func missing(through last: UID, in mailbox: SelectedMailbox, _ status: MailboxStatus?) async throws -> UIDSet {
        let existing = try await existing(in: UIDSet(.first ... .last))
        guard existing.count >= UInt64(mailbox.exists), !existing.isEmpty || status?.messages == 0 else {
            return UIDSet()
        }
        return existing.complement(in: .first...last)
    }
}
