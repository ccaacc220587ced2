/// Where access tokens come from: a command, or a sign-in that can be refreshed.
public protocol AccessTokenSource: Sendable {
    /// A token that a server has not refused yet.
    ///
    /// Asked for on an event loop: it may wait as long as it likes, but must not block.
    ///
    /// - Parameter refused: the token that a server has just refused; nil when any will do. A source must not give it again.
    /// - Returns: the token, and when it ends as far as the source knows.
    /// - Throws: ``AccessTokenFailure`` when there is none: nothing but the owner's action will help.
    func token(afterRefusalOf refused: Secret?) async throws(AccessTokenFailure) -> AccessToken
}

/// A token with what is known of its end.
public struct AccessToken: Sendable {
    /// What is sent to the server.
    public let secret: Secret
    /// Nil when unknown.
    public let expires: ContinuousClock.Instant?

    /// - Parameter expires: nil when unknown.
    public init(secret: Secret, expires: ContinuousClock.Instant? = nil) {
        self.secret = secret
        self.expires = expires
    }
}

/// Why there is no token.
public struct AccessTokenFailure: Error {
    /// In words for the person.
    public let diagnostic: Diagnostic
    /// Whether it may be over by itself, such as a token server that cannot be reached.
    public let isTemporary: Bool

    /// - Parameter isTemporary: whether it may be over by itself.
    public init(_ diagnostic: Diagnostic, isTemporary: Bool = false) {
        self.diagnostic = diagnostic
        self.isTemporary = isTemporary
    }
}
