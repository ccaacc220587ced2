internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

/// Reads back what is at the target and compares it with what was sent. The target folder is selected anew, so that
/// what is compared is what any other client would see.
struct Prover {
    /// The source has the folder open where ``level`` is `full`.
    let pair: ConnectionPair
    let journal: MigrationJournal
    let mailbox: JournaledMailbox
    let facts: CopyFacts
    let level: MigrationOptions.Proof

    /// Compares everything in the folder that was not compared yet, window by window.
    func run() async throws {
        var items = try await journal.unproven(mailbox.id, after: nil, limit: CopyLimits.windowMessages)
        guard !items.isEmpty else { return }
        facts.observe(.proving(mailbox: mailbox.source.decoded))
        try await prove(items, try await openingEnvelopes(of: items))
        while let last = items.last, !facts.stop.isStopping {
            items = try await journal.unproven(mailbox.id, after: last.targetUID, limit: CopyLimits.windowMessages)
            try await prove(items, try await envelopes(of: items.map(\.targetUID)))
        }
    }

    /// Opens the folder and asks for the first of its messages in the same breath.
    private func openingEnvelopes(of items: [ProofItem]) async throws -> [UID: FetchAttributes] {
        let pieces = UIDSet(items.map(\.targetUID)).pieces(maximumLength: CopyLimits.uidSetLength)
        var opening = try await pair.target.beginOpening(
            mailbox.target,
            fetching: pieces.first.map { FetchRequest($0, [.flags, .internalDate, .size], uidValidity: nil) })
        let stream = try await opening.opened().messages
        var found: [UID: FetchAttributes] = [:]
        while let event = try await stream?.next() {
            if case .message(let attributes) = event, let uid = attributes.uid { found[uid] = attributes }
        }
        return found.merging(try await envelopes(inPieces: pieces.dropFirst())) { first, _ in first }
    }

    private func envelopes(of uids: [UID]) async throws -> [UID: FetchAttributes] {
        try await envelopes(inPieces: UIDSet(uids).pieces(maximumLength: CopyLimits.uidSetLength)[...])
    }

    private func envelopes(inPieces pieces: ArraySlice<UIDSet>) async throws -> [UID: FetchAttributes] {
        var found: [UID: FetchAttributes] = [:]
        for piece in pieces {
            for attributes in try await pair.target.fetchAll(piece, [.flags, .internalDate, .size]) {
                if let uid = attributes.uid { found[uid] = attributes }
            }
        }
        return found
    }

    private func prove(_ items: [ProofItem], _ found: [UID: FetchAttributes]) async throws {
        guard !items.isEmpty else { return }
        var proven: [UID] = []
        for item in items {
            var differences = Self.differences(item, found[item.targetUID], facts: facts)
            if differences.isEmpty, level == .full, try await !hasEqualBytes(item) { differences = ["bytes"] }
            if differences.isEmpty {
                proven.append(item.message.uid)
            } else {
                try await journal.recordMismatch(mailbox.id, item.message.uid, differences)
            }
        }
        try await journal.recordProven(mailbox.id, proven, level: level)
        facts.observe(.proven(mailbox: mailbox.source.decoded, messages: proven.count))
    }

    /// A message that was found at the target keeps the flags and the date it has there; its owner may have set them.
    private static func differences(_ item: ProofItem, _ found: FetchAttributes?, facts: CopyFacts) -> [String] {
        guard let found else { return ["missing"] }
        var differences: [String] = []
        if found.size != item.message.size { differences.append("size") }
        guard item.digest != nil else { return differences }
        if let date = item.message.internalDate, found.internalDate?.secondsSince1970 != date.secondsSince1970 {
            differences.append("date")
        }
        let kept = Set(found.flags ?? []).subtracting([.recent])
        if kept != Set(facts.flags(for: item.message)) { differences.append("flags") }
        return differences
    }

    private func hasEqualBytes(_ item: ProofItem) async throws -> Bool {
        let expected: [UInt8]?
        if let digest = item.digest { expected = digest } else { expected = try await digest(of: item.message.uid, at: pair.source) }
        guard let expected else { return false }
        return try await digest(of: item.targetUID, at: pair.target) == expected
    }

    /// SHA-256 of a stored message as its server gives it out; nil when it gives none.
    private func digest(of uid: UID, at connection: IMAPConnection) async throws -> [UInt8]? {
        let stream = try await connection.fetch(UIDSet([uid]), .body)
        let digest = SHA256Digest()
        var sawBody = false
        while let event = try await stream.next() {
            switch event {
            case .message(let attributes):
                guard case .inline(let bytes) = attributes.body else { continue }
                sawBody = true
                bytes.withUnsafeBytes { digest.update($0) }
            case .bodyBegins: sawBody = true
            case .bodyBytes(let bytes): bytes.withUnsafeReadableBytes { digest.update($0) }
            case .bodyEnds: continue
            }
        }
        return sawBody ? digest.finish() : nil
    }
}
