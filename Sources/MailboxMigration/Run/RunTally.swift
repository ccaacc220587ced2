internal import Synchronization

/// What one run got done, counted from its events.
final class RunTally: Sendable {
    /// Messages and bytes that were copied from one folder.
    struct Copied: Sendable {
        var messages = 0
        var bytes: UInt64 = 0
    }

    private struct State {
        var hasBegun = false
        var hasFollowed = false
        var hasProgress = false
        var copied: [String: Copied] = [:]
        var folders: Set<String> = []
        var changes = Changes()
        var sourceDeletion = SourceDeletion()
        var hasTriedDeletion = false
    }

    /// What was done to messages that were at the target before (count of messages each).
    struct Changes: Hashable, Sendable {
        var flagsUpdated = 0
        var moved = 0
        var deleted = 0
        var deletionsWithheld = 0
    }

    private let state = Mutex(State())

    func note(_ event: MigrationEvent) {
        state.withLock { state in
            switch event {
            case .planned(_, let messages):
                state.hasBegun = true
                state.sourceDeletion.left = messages
            case .copied(let mailbox, let messages, let bytes):
                state.hasProgress = true
                state.copied[mailbox, default: Copied()].messages += messages
                state.copied[mailbox, default: Copied()].bytes += bytes
            case .adopted, .proven, .mailboxFinished: state.hasProgress = true
            case .mailboxStarted(let name, _, _), .mailboxFailed(let name, _, _): state.folders.insert(name)
            case .flagsUpdated(_, let messages):
                state.hasProgress = true
                state.changes.flagsUpdated += messages
            case .moved(_, _, let messages):
                state.hasProgress = true
                state.changes.moved += messages
            case .deleted(_, let messages):
                state.hasProgress = true
                state.changes.deleted += messages
            // Told anew by each session.
            case .deletionsWithheld(let messages, _): state.changes.deletionsWithheld = messages
            case .following:
                state.hasFollowed = true
                state.hasProgress = true
            case .sourceDeletion(let deletion):
                state.hasProgress = true
                state.hasTriedDeletion = true
                state.sourceDeletion = deletion
            case .sourceExpires, .failed, .proving, .doublesRemoved, .doubled, .waiting: break
            }
        }
    }

    /// Whether both accounts were open at least once.
    var hasBegun: Bool { state.withLock { $0.hasBegun } }

    /// Whether everything was at the target at least once.
    var hasFollowed: Bool { state.withLock { $0.hasFollowed } }

    /// By the readable name of the source's folder.
    var copied: [String: Copied] { state.withLock { $0.copied } }

    /// Folders that were looked at, by the same names: all that were chosen, when the run is through.
    var folders: Set<String> { state.withLock { $0.folders } }

    var changes: Changes { state.withLock { $0.changes } }

    /// What was deleted at a POP3 source, and what is left there.
    var sourceDeletion: SourceDeletion { state.withLock { $0.sourceDeletion } }

    /// Whether ``sourceDeletion`` was tried for.
    var hasTriedDeletion: Bool { state.withLock { $0.hasTriedDeletion } }

    /// Whether anything got done since the last look.
    func takeProgress() -> Bool {
        state.withLock { state in
            defer { state.hasProgress = false }
            return state.hasProgress
        }
    }
}
