public import MailCore

/// Everything that was learnt about an address.
public struct DiscoveryReport: Hashable, Sendable {
    public var address: EmailAddress
    /// The profile of the provider behind the address, by its domain or by the servers that were found.
    public var provider: AutoconfigDocument?
    /// The best first.
    public var candidates: [Candidate]
    /// Every source asked, in the order of ``SourceName``.
    public var attempts: [Attempt]
    public var conflicts: [Conflict]

    /// Index of the candidate to use; nil when nobody knows a server to read mail from.
    public var chosen: Int? { candidates.firstIndex { !$0.incoming.isEmpty } }

    /// The candidate to use.
    public var chosenCandidate: Candidate? { chosen.map { candidates[$0] } }
}

/// A fact on which sources disagree.
public struct Conflict: Hashable, Sendable {
    public struct Value: Hashable, Sendable {
        public var source: SourceName
        public var value: String
    }

    /// `imap server`, `smtp server`, `imap username` …
    public var what: String
    public var values: [Value]
}
