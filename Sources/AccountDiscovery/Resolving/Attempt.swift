public import MailCore

/// One source that was asked, and what came of it.
public struct Attempt: Hashable, Sendable {
    /// What came of it. Raw values are the words in JSON.
    public enum Outcome: String, Hashable, Sendable {
        /// The source knows a server.
        case found
        /// The source answered: it has nothing for this address.
        case absent
        /// The source could not be asked, or its answer is unusable.
        case failed
        /// Not asked on purpose.
        case skipped
    }

    /// Who was asked.
    public var source: SourceName
    /// The URL or the name that was asked.
    public var target: String
    /// What came of it.
    public var outcome: Outcome
    /// Of what was found; nil otherwise.
    public var trust: Trust?
    /// How long it took.
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
