/// How long a search lasts, and how many servers it looks at.
public struct DiscoveryLimits: Hashable, Sendable {
    /// For everything.
    public var deadline: Duration
    /// How long the other sources are waited for once the settings are known for certain. With zero they are not even
    /// asked when a bundled profile answers.
    public var patience: Duration
    /// Most servers that are looked at without a login; zero looks at none.
    public var sightings: Int

    /// Most servers looked at in one search, unless said otherwise.
    public static let standardSightings = 12

    public init(deadline: Duration, patience: Duration, sightings: Int = Self.standardSightings) {
        self.deadline = deadline
        self.patience = patience
        self.sightings = sightings
    }
}
