internal import AccountDiscovery
internal import MailCore

/// An account a user named, with the server to use.
struct ResolvedAccount: Sendable {
    /// As the user named it, safe to show.
    let name: String
    /// Whose it is; nil when the user named a server whose user name is no address.
    var address: EmailAddress?
    let settings: ServerSettings
    /// The account's servers for the other protocols, one each; empty for a URL.
    var otherServers: [ServerSettings] = []
    /// The user typed the host, or it is the bridge of a known provider: it may be a private address.
    let isTyped: Bool
    /// What is known of the provider.
    let provider: AutoconfigDocument?
}
