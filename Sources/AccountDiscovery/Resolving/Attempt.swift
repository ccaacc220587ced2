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
    /// How the answer came.
    public var evidence: Evidence
    /// Why nothing was found, for people.
    public var reason: LocalizedText?
    /// Whether a failure may be over later: it does not say that there is nothing.
    public var isTemporary: Bool

    init(source: SourceName, target: String, answer: SourceAnswer, duration: Duration) {
        self.source = source
        self.target = target
        self.duration = duration
        evidence = answer.evidence
        isTemporary = false
        switch answer {
        case .found(let candidate, _): (outcome, trust) = (.found, candidate.trust)
        case .absent(let reason, _): (outcome, self.reason) = (.absent, reason)
        case .failed(let reason, let isTemporary, _):
            (outcome, self.reason, self.isTemporary) = (.failed, reason, isTemporary)
        case .skipped(let reason): (outcome, self.reason) = (.skipped, reason)
        }
    }
}
