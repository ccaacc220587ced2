internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Some servers end the connection over one message: Dovecot when it cannot read it, Gmail when it holds a NUL. Trying the
/// same batch again would end every connection.
extension CopyWorker {
    /// Farewells that are not about what was under way, in lower case.
    private static let usualFarewells = [
        "shut", "expired", "signing off", "timeout", "inactivity", "too long", "restart",
    ]

    /// Notes what was under way. A message that was alone, and had been under way before when a connection ended, is
    /// given up.
    func noteFarewell(_ status: StatusResponse) async throws {
        let words = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        if case .throttled = RefusalVerdict(status) { return }
        guard !Self.usualFarewells.contains(where: words.lowercased().contains) else { return }
        let isSource = await !pair.source.isOpen
        for batch in underWay(atSource: isSource) {
            try await journal.noteFarewell(batch.folder.mailbox.id, batch.rows.map(\.uid))
            guard let row = batch.rows.first, batch.rows.count == 1, batch.isLastTry,
                row.farewells + 1 >= CopyLimits.farewellsOfOne
            else { continue }
            let failure = FailedMessage(
                uid: row.uid, code: isSource ? .messageUnreadable : .messageRefused, serverText: words)
            try await journal.recordFailed(batch.folder.mailbox.id, [failure])
            batch.folder.facts.observe(failure, in: batch.folder.mailbox)
        }
    }

    /// POP3 servers say nothing when they stumble over a message, and the line may be to blame. So it takes more breaks, and
    /// only the message counts that was being read.
    func noteBreak(_ failure: ServerFailure) async throws {
        guard failure.isPassing, let uid = await pair.source.pop3?.brokenOff, let batch = fetched.first?.batch,
            let row = batch.rows.first(where: { $0.uid == uid })
        else { return }
        try await journal.noteFarewell(batch.folder.mailbox.id, [uid])
        guard batch.isLastTry, row.farewells + 1 >= CopyLimits.breaksOfOne else { return }
        let failed = FailedMessage(uid: uid, code: .messageUnreadable, serverText: "")
        try await journal.recordFailed(batch.folder.mailbox.id, [failed])
        batch.folder.facts.observe(failed, in: batch.folder.mailbox)
    }

    /// What the source was asked for first, or what the target has not answered.
    private func underWay(atSource: Bool) -> [CopyBatch] {
        let passing = fetched.prefix(1).map(\.batch)
        return atSource ? passing : passing + records.values.filter { $0.isRead && $0.unanswered > 0 }.map(\.batch)
    }
}
