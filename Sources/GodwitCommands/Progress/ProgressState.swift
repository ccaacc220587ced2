internal import MailCore
internal import MailboxMigration

/// What is known of a running migration, summed up from its events.
struct ProgressState: Sendable {
    /// A folder that is under way.
    struct Folder: Hashable, Sendable {
        let name: String
        /// Messages the source counted in it.
        let messages: Int
        fileprivate(set) var done = 0
        fileprivate(set) var isProving = false

        var left: Int { max(0, messages - done) }
    }

    /// Until work goes on.
    struct Wait: Hashable, Sendable {
        let side: MigrationSide
        let milliseconds: Int
        let reason: WaitReason
    }

    /// Whether both accounts have been looked at.
    private(set) var isPlanned = false
    /// Messages the source counted in all folders.
    private(set) var total = 0
    /// Messages of these that are at the target, or given up.
    private(set) var done = 0
    /// Messages and bytes this run has brought over, whatever it counted anew after a lost connection.
    private(set) var moved = 0
    private(set) var bytes: UInt64 = 0
    private(set) var failed = 0
    private(set) var wait: Wait?
    /// Whether everything is at the target, and only new mail is waited for.
    private(set) var isFollowing = false
    /// Events so far: what does not change for long is worth a word.
    private(set) var events = 0
    private var running: [String: Folder] = [:]

    var runningFolders: Int { running.count }

    /// Of the folders under way, the one with most left to do.
    var largest: Folder? {
        running.values.max { ($0.left, $1.name) < ($1.left, $0.name) }
    }

    mutating func note(_ event: MigrationEvent) {
        events += 1
        wait = nil
        isFollowing = false
        switch event {
        case .planned(_, let messages): begin(messages)
        case .mailboxStarted(let name, _, let messages):
            running[name] = Folder(name: name, messages: messages)
        case .adopted(let mailbox, let messages):
            moved += messages
            add(messages, to: mailbox)
        case .copied(let mailbox, let messages, let bytes):
            moved += messages
            self.bytes &+= bytes
            add(messages, to: mailbox)
        case .failed(let mailbox, _, _, _):
            failed += 1
            add(1, to: mailbox)
        case .proving(let mailbox): running[mailbox]?.isProving = true
        // Not copied, and there all the same.
        case .moved(let mailbox, _, let messages): add(messages, to: mailbox)
        case .proven, .doublesRemoved, .doubled, .flagsUpdated, .deleted, .deletionsWithheld, .sourceDeletion,
            .sourceExpires:
            break
        case .mailboxFinished(let name):
            // What an earlier run copied counts when its folder is through.
            done += running.removeValue(forKey: name)?.left ?? 0
        case .mailboxFailed(let name, _, _):
            failed += 1
            done += running.removeValue(forKey: name)?.left ?? 0
        case .waiting(let milliseconds, let side, let reason):
            wait = Wait(side: side, milliseconds: milliseconds, reason: reason)
        case .following: isFollowing = true
        }
    }

    /// A new session counts all folders again.
    private mutating func begin(_ messages: Int) {
        isPlanned = true
        total = messages
        done = 0
        running = [:]
    }

    private mutating func add(_ messages: Int, to mailbox: String) {
        running[mailbox]?.done += messages
        done += messages
    }
}
