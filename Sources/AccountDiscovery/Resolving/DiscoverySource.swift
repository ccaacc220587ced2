public import MailCore

/// Somebody who may know the settings of an address.
public protocol DiscoverySource: Sendable {
    var name: SourceName { get }

    /// The URL or the name that will be asked.
    func target(for address: EmailAddress) -> String

    /// Asks. Must return soon after its task was cancelled.
    func ask(about address: EmailAddress) async -> SourceAnswer
}

/// What a source says.
public enum SourceAnswer: Hashable, Sendable {
    /// - Parameter hops: every URL on the way.
    case found(Candidate, hops: [String])
    case absent(LocalizedText, hops: [String] = [])
    case failed(LocalizedText, hops: [String] = [])
    case skipped(LocalizedText)
}
