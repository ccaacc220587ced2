internal import IMAPClient
internal import IMAPCodec

/// A message that was taken without some of its keywords, of which one at least is to blame.
struct KeywordTrial {
    let folder: FolderCopy
    let row: PlannedMessage
    /// Nil where the server does not tell (no UIDPLUS).
    let targetUID: UID?
    let dropped: [Flag]
}

/// Only what a target refuses is dropped.
extension CopyWorker {
    /// The message without those keywords that may be to blame; nil when it has none.
    func withoutSuspects(_ row: PlannedMessage, in folder: FolderCopy) -> PlannedMessage? {
        let sent = folder.facts.flags(for: row).filter { !$0.isSystemFlag }
        guard !sent.isEmpty else { return nil }
        var again = row
        again.withheld += folder.facts.keywords.suspects(among: sent)
        return again
    }

    /// Notes that a message was taken without keywords that it was refused with.
    func noteTrial(of record: BatchRecord) {
        guard record.batch.rows.count == 1, let row = record.batch.rows.first, !row.withheld.isEmpty,
            let copied = record.copied.first
        else { return }
        trials.append(
            KeywordTrial(
                folder: record.batch.folder, row: row, targetUID: copied.targetUID, dropped: copied.droppedFlags))
    }

    /// Finds out which of the keywords is to blame by setting them on the message that is at the target now: to send it
    /// again for each try could be many megabytes.
    func judge(_ trial: KeywordTrial) async throws {
        let refused = try await refusedKeywords(of: trial)
        trial.folder.facts.keywords.refused(refused)
        let kept = Set(trial.row.withheld).subtracting(refused)
        guard !kept.isEmpty else { return }
        trial.folder.facts.keywords.took(kept)
        try await journal.recordDropped(
            trial.folder.mailbox.id, trial.row.uid, trial.dropped.filter { !kept.contains($0) })
    }

    private func refusedKeywords(of trial: KeywordTrial) async throws -> [Flag] {
        var search = KeywordSearch(among: trial.row.withheld)
        guard search.next != nil else { return search.refused }
        guard let uid = trial.targetUID else { return trial.row.withheld }
        do {
            let opened = try await pair.target.select(trial.folder.mailbox.target)
            guard opened.uidValidity == trial.folder.facts.targetMailbox.uidValidity else { return trial.row.withheld }
            while let keywords = search.next {
                let outcome = try await pair.target.store([FlagUpdate(UIDSet([uid]), .add(keywords))]).first
                if case .refused? = outcome { search.tried(isRefused: true) } else { search.tried(isRefused: false) }
            }
            try await pair.target.leave()
            return search.refused
        } catch IMAPError.refused {
            return trial.row.withheld
        }
    }
}
