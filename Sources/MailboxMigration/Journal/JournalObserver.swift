/// Told about every transaction of a journal, in the order in which they are made.
package typealias JournalObserver = @Sendable (JournalMoment) -> Void

/// The two moments of a transaction between which nobody can tell whether it will be found after a crash.
package enum JournalMoment: Hashable, Sendable {
    case begins
    case isDurable
}
