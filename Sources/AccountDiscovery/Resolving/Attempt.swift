public import MailCore

/// One source that was asked, and what came of it.
public struct Attempt: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable {
        case found
        /// The source answered: it has nothing for this address.
        case absent
        /// The source could not be asked, or its answer is unusable.
        case failed
        /// Not asked on purpose.
        case skipped
    }

    public var source: SourceName
    /// The URL or the name that was asked.
    public var target: String
    public var outcome: Outcome
    /// Of what was found; nil otherwise.
    public var trust: Trust?
    public var duration: Duration
    /// Every URL on the way, when there was one.
    public var hops: [String]
    /// Why nothing was found, for people.
    public var reason: LocalizedText?
}
