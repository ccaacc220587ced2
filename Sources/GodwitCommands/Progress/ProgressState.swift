internal import MailCore
internal import MailboxMigration

/// What is known of a running migration, summed up from its events.
struct ProgressState: Sendable {
    private(set) var folder = ""
    /// Messages the source counted in all folders.
    private(set) var total = 0
    /// Copied or found at the target in this run.
    private(set) var done = 0
    private(set) var bytes: UInt64 = 0
    private(set) var failed = 0
    private(set) var isProving = false
    private(set) var waitsForMilliseconds: Int?
    private var folderMessages = 0
    private var folderDone = 0

    mutating func note(_ event: MigrationEvent) {
        waitsForMilliseconds = nil
        switch event {
        case .planned(_, let messages):
            total = messages
            // A new session counts all folders again.
            done = 0
        case .mailboxStarted(let name, _, let messages):
            folder = name
            folderMessages = messages
            folderDone = 0
            isProving = false
        case .adopted(_, let messages):
            add(messages)
        case .copied(_, let messages, let bytes):
            add(messages)
            self.bytes += bytes
        case .failed:
            failed += 1
            add(1)
        case .proving: isProving = true
        case .proven: break
        case .mailboxFinished:
            // What an earlier run copied counts when its folder is through.
            add(max(0, folderMessages - folderDone))
        case .mailboxFailed: failed += 1
        case .waiting(let milliseconds, _): waitsForMilliseconds = milliseconds
        }
    }

    private mutating func add(_ messages: Int) {
        folderDone += messages
        done += messages
    }
}
