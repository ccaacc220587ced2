public import MailCore

/// Somebody who may know the settings of an address. Programs that embed this library can add their own, under the
/// name ``SourceName/custom``.
public protocol DiscoverySource: Sendable {
    /// Its name in the report; the order of ``SourceName`` decides among equals.
    var name: SourceName { get }

    /// When it is asked.
    var stage: DiscoveryStage { get }

    /// The URL or the name that will be asked, for people.
    func target(for address: EmailAddress) -> String

    /// Asks. Must return soon after its task was cancelled, and may say then what it has learnt so far.
    func ask(_ inquiry: Inquiry) async -> SourceAnswer
}

extension DiscoverySource {
    /// With the others.
    public var stage: DiscoveryStage { .network }
}

/// When a source is asked. All sources of a stage are asked at once.
public enum DiscoveryStage: Int, Hashable, Sendable, CaseIterable {
    /// First: it sends nothing and answers at once.
    case local
    /// Then, unless a local answer is enough.
    case network
    /// Only when nobody else knows a server to read mail from, or nobody has said so in half of the time.
    case lastResort
}

/// What a source says.
public enum SourceAnswer: Hashable, Sendable {
    /// Settings, and how they came.
    case found(Candidate, Evidence = Evidence())
    /// There is nothing for this address.
    case absent(LocalizedText, Evidence = Evidence())
    /// The source could not be asked, or its answer is unusable.
    ///
    /// - Parameter isTemporary: whether another answer can be expected later, so that it does not mean "not offered".
    case failed(LocalizedText, isTemporary: Bool, Evidence = Evidence())
    /// Not asked on purpose.
    case skipped(LocalizedText)

    /// What came with the answer.
    public var evidence: Evidence {
        get {
            switch self {
            case .found(_, let evidence), .absent(_, let evidence), .failed(_, _, let evidence): evidence
            case .skipped: Evidence()
            }
        }
        set {
            switch self {
            case .found(let candidate, _): self = .found(candidate, newValue)
            case .absent(let reason, _): self = .absent(reason, newValue)
            case .failed(let reason, let isTemporary, _): self = .failed(reason, isTemporary: isTemporary, newValue)
            case .skipped: break
            }
        }
    }

    /// The settings, when there are some.
    var candidate: Candidate? {
        if case .found(let candidate, _) = self { candidate } else { nil }
    }
}
