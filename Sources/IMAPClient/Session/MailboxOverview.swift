package import IMAPCodec

/// All mailboxes of an account at one moment.
package struct MailboxOverview: Hashable, Sendable {
    /// In the server's order, each once.
    package var listings: [MailboxListing] = []
    /// The names the user subscribed to; empty where the server keeps none.
    package var subscriptions: Set<MailboxName> = []
    /// Of the mailboxes that the server told about. One that is missing has to be opened to be known.
    package var statuses: [MailboxName: MailboxStatus] = [:]
    /// The personal namespaces; empty where the server does not tell.
    package var namespaces: [MailboxNamespace] = []

    package init() {}
}
