/// How long a search lasts, and how many servers it looks at.
struct DiscoveryLimits: Hashable, Sendable {
    /// For everything.
    var deadline: Duration
    /// How long the other sources are waited for once the settings are known for certain. With zero they are not even
    /// asked when a bundled profile answers.
    var patience: Duration
    /// Most servers that are looked at without a login; zero looks at none.
    var sightings = Self.standardSightings

    /// Most servers looked at in one search, unless said otherwise.
    static let standardSightings = 12
}
