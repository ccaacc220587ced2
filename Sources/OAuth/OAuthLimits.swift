/// What is taken of an authorization server, and how long things may last.
package enum OAuthLimits {
    /// Largest answer, in bytes.
    static let answer = 64 << 10
    /// Longest lifetime of a token that is believed: whoever says more means for ever.
    static let lifetime = Duration.seconds(10 * 365 * 86_400)
    /// How long before its end a token is renewed; half of its life, if that is less.
    package static let renewalMargin = Duration.seconds(600)
    /// Between two questions of the device flow: what is asked for, and how it grows (RFC 8628 §3.2, §3.5).
    static let pollingInterval = Duration.seconds(1) ... .seconds(60)
    static let defaultPollingInterval = Duration.seconds(5)
    static let slowDown = Duration.seconds(5)
    /// Longest life of a device code that is believed.
    static let deviceCodeLifetime = Duration.seconds(1_800)
    /// For one request to an authorization server.
    package static let request = Duration.seconds(30)
    /// How long a person may take to sign in, unless it is said otherwise.
    package static let signIn = Duration.seconds(600)
    /// How long an assertion is good for; Google allows an hour at most.
    static let assertionLifetime = 3_600
    /// Largest key file of a service account, and largest file of the token store, in bytes.
    package static let file = 64 << 10
    /// How long another process may hold an account's tokens: it refreshes them.
    static let lock = Duration.seconds(60)
    /// Between two looks at a lock that another process holds.
    static let lockInterval = Duration.milliseconds(50)
    /// How long the keyring may take; it may ask its owner to unlock it.
    static let keyring = Duration.seconds(120)
    /// Longest address a browser asks the listener for, in bytes; header lines are NIO's own limit.
    static let callback = 16 << 10
}
