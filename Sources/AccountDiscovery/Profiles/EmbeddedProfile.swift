/// A document of `providers/`, and what one looks for in it. The plugin `EmbedProfiles` writes these.
struct EmbeddedProfile: Sendable {
    /// The name of the file, which is the identifier of the provider.
    let name: String
    let domains: [String]
    let mailExchangers: [String]
    /// Of all servers; those with placeholders match no real host.
    let hosts: [String]
    let xml: String
}
