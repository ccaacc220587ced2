public import MailCore

/// Everything that was learnt about an address.
public struct DiscoveryReport: Hashable, Sendable {
    /// Whose settings were wanted.
    public var address: EmailAddress
    /// The profile of the provider behind the address: by its domain, by the hosts that take its mail, or by the
    /// servers that were found.
    public var provider: AutoconfigDocument?
    /// The best first.
    public var candidates: [Candidate]
    /// Every source, in the order of ``SourceName``.
    public var attempts: [Attempt]
    /// What the sources disagree on.
    public var conflicts: [Conflict]
    /// The servers that were looked at without a login.
    public var sightings: [ServerSighting] = []

    /// Index of the candidate to use; nil when nobody knows a server to read mail from.
    public var chosen: Int? { candidates.firstIndex { !$0.incoming.isEmpty && mayCount($0) } }

    /// The candidates that may be used, the best first.
    public var usableCandidates: [Candidate] { candidates.filter(mayCount) }

    /// Of a provider that lets no mail program in, only what the provider itself publishes counts.
    private func mayCount(_ candidate: Candidate) -> Bool {
        candidate.isUsableWithoutAsking || provider?.notes?.isImpossible != true
    }

    /// The candidate to use.
    public var chosenCandidate: Candidate? { chosen.map { candidates[$0] } }

    /// What can be done with the address.
    public var verdict: DiscoveryVerdict {
        guard let candidate = chosenCandidate else {
            if provider?.notes?.isImpossible == true { return .impossible }
            return attempts.contains(where: \.isTemporary) ? .unreachable : .unknown
        }
        if candidate.isBridge(of: provider), !isSeen(candidate) { return .bridgeNeeded }
        return candidate.isUsableWithoutAsking ? .usable : .consentNeeded
    }

    /// What a server showed, if it was looked at.
    public func sighting(of server: ServerSettings) -> ServerSighting? { sightings.first { $0.isOf(server) } }

    private func isSeen(_ candidate: Candidate) -> Bool {
        candidate.incoming.contains { sighting(of: $0)?.outcome == .ready }
    }
}

/// What can be done with an address. Raw values are the words in JSON.
public enum DiscoveryVerdict: String, Hashable, Sendable {
    /// The settings may be used without asking anybody.
    case usable
    /// A person has to agree before a secret is sent to the servers.
    case consentNeeded = "consent-needed"
    /// Only with the provider's own program on this computer, which was not seen at work.
    case bridgeNeeded = "bridge-needed"
    /// The provider lets no mail program in; its profile says what is possible instead.
    case impossible
    /// Nothing was found, and some who may know could not be reached.
    case unreachable
    /// Nobody knows settings.
    case unknown
}

extension Candidate {
    /// Whether the servers are those of the provider's own program on this computer.
    public func isBridge(of provider: AutoconfigDocument?) -> Bool {
        source.isBundled && provider?.notes?.secret?.kind == .bridge
    }
}

/// A fact on which sources disagree.
public struct Conflict: Hashable, Sendable {
    /// What one of them says.
    public struct Value: Hashable, Sendable {
        /// Who says it.
        public var source: SourceName
        /// Such as `imap.example.org:993 tls`.
        public var value: String
    }

    /// `imap server`, `smtp server`, `imap username`, `pop3 offered` …
    public var what: String
    /// One for each source that has an opinion.
    public var values: [Value]
}
