internal import MailboxMigration
internal import Synchronization

/// Shared between the migration, which notes, and the display, which reads: nobody waits for a slow terminal.
final class ProgressBoard: Sendable {
    private struct Content {
        var state = ProgressState()
        var shown = ProgressRate(span: ProgressRate.shown)
        var promised = ProgressRate(span: ProgressRate.promised)
        /// When the last event was noticed, and how many there had been.
        var change = (milliseconds: 0, events: 0)
        var notes: [MigrationEvent] = []
        var noteCount = 0
        /// The pause that was told last in a line of its own.
        var notedWait: ProgressState.Wait?
    }

    /// Failures that get a line of their own (count); the report lists the others.
    static let noteLimit = 20

    private let content = Mutex(Content())

    func note(_ event: MigrationEvent) {
        content.withLock { content in
            content.state.note(event)
            switch event {
            case .failed, .mailboxFailed, .doublesRemoved, .doubled, .flagsUpdated, .moved, .deleted,
                .deletionsWithheld, .sourceDeletion, .sourceExpires:
                content.noteCount += 1
                if content.noteCount <= Self.noteLimit { content.notes.append(event) }
            case .waiting(_, _, .throttled) where content.state.wait != content.notedWait:
                content.notedWait = content.state.wait
                content.notes.append(event)
            case .planned, .mailboxStarted, .adopted, .copied, .proving, .proven, .mailboxFinished, .waiting,
                .following:
                break
            }
        }
    }

    /// What is worth a line of its own, since the last call.
    func takeNotes() -> [MigrationEvent] {
        content.withLock { content in
            defer { content.notes = [] }
            return content.notes
        }
    }

    /// - Parameter milliseconds: since the beginning.
    func snapshot(at milliseconds: Int) -> ProgressSnapshot {
        content.withLock { content in
            let state = content.state
            if state.events != content.change.events { content.change = (milliseconds, state.events) }
            content.shown.sample(milliseconds: milliseconds, messages: state.moved, bytes: state.bytes)
            content.promised.sample(milliseconds: milliseconds, messages: state.moved, bytes: state.bytes)
            let quiet = milliseconds - content.change.milliseconds
            return ProgressSnapshot(
                state: state, perSecond: content.shown.perSecond,
                secondsLeft: content.promised.secondsLeft(for: max(0, state.total - state.done)),
                quietSeconds: quiet / 1_000,
                waitSeconds: state.wait.map { max(0, $0.milliseconds - quiet + 999) / 1_000 } ?? 0)
        }
    }
}
