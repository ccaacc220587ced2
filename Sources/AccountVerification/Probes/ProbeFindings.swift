internal import MailCore
internal import Synchronization

/// What a probe has found so far: also worth having when it comes to no good end.
final class ProbeFindings: Sendable {
    struct Values {
        /// Where the connection went.
        var address = ""
        var tls: TLSSummary?
        /// Sorted.
        var capabilities: [String] = []
        /// What the login was to be made with.
        var choice: String?
        /// What it was made with.
        var mechanism: String?
        var mailboxes: MailboxSummary?
        var limits: [String: UInt64] = [:]
    }

    private let stored = Mutex(Values())

    var values: Values { stored.withLock { $0 } }

    func note(_ change: (inout Values) -> Void) { stored.withLock { change(&$0) } }
}
